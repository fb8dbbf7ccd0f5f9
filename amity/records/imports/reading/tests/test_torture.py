"""Every encoding, delimiter, line end and quoting must come back cell for cell, or be marked as not known."""

import codecs
import csv
import io
from itertools import product

import pytest

from amity.records.imports.reading import inspect, read_rows

WORDS = {
    "utf-8": ("Müller", "Łódź", "東京", "Привет"),
    "utf-16-le": ("Müller", "Łódź", "東京", "Привет"),
    "utf-16-be": ("Müller", "Łódź", "東京", "Привет"),
    "cp1252": ("Müller", "Čapek".replace("Č", "C"), "Société “Générale”", "Peña"),
    "latin-1": ("Müller", "Søren", "Société", "Peña"),
    "mac-roman": ("Müller", "Søren", "Société", "Peña"),
    "cp1250": ("Müller", "Łódź", "Dvořák", "Kovács Ürömi"),
    "cp1251": ("Привет", "Москва", "Иванов", "Сергей"),
    "koi8-r": ("Привет", "Москва", "Иванов", "Сергей"),
    "cp932": ("東京", "株式会社", "ひらがな", "カタカナ"),
    "gb18030": ("北京", "有限公司", "张伟先生", "上海市"),
    "euc_kr": ("서울", "주식회사", "김철수", "부산"),
}
BOMS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
DELIMITERS = (",", ";", "\t", "|")
NEWLINES = ("\n", "\r\n", "\r")
QUOTINGS = ("minimal", "all", "backslash")
HEADER = ["id", "name", "amount", "remark, long"]


def table(words):
    rows = [[str(n), words[n % 4], f"{n},50", f'says "{words[(n + 1) % 4]}"; or | and, so'] for n in range(1, 13)]
    rows[4][3] = 'two "quoted"\nlines'
    rows[6][1] = ""
    return rows


def written(rows, delimiter, newline, quoting):
    out = io.StringIO()
    options = {"quoting": csv.QUOTE_ALL if quoting != "minimal" else csv.QUOTE_MINIMAL}
    if quoting == "backslash":
        options |= {"doublequote": False, "escapechar": "\\"}
    csv.writer(out, delimiter=delimiter, lineterminator=newline, **options).writerows([HEADER, *rows])
    return out.getvalue()


CASES = [(encoding, marked) for encoding in WORDS for marked in (False, True) if not marked or encoding in BOMS]


@pytest.mark.parametrize(("encoding", "marked"), CASES)
def test_what_was_written_is_read_or_known_to_be_unknown(tmp_path, encoding, marked):
    rows = table(WORDS[encoding])
    path = tmp_path / "file.csv"
    right = 0
    for delimiter, newline, quoting in product(DELIMITERS, NEWLINES, QUOTINGS):
        text = written(rows, delimiter, newline, quoting)
        path.write_bytes((BOMS[encoding] if marked else b"") + text.encode(encoding))
        case = (encoding, marked, delimiter, newline, quoting)

        guess = inspect(path, "file.csv")
        assert (guess.delimiter, guess.newline) == (delimiter, newline), case
        found = list(read_rows(path, guess))
        if [row.cells for row in found] == rows:
            right += 1
            continue

        assert "encoding" in guess.uncertain_fields, (case, guess, found)
        chosen = inspect(path, "file.csv", encoding=encoding)
        assert [row.cells for row in read_rows(path, chosen)] == rows, case
    assert right == 36 or encoding == "latin-1", (encoding, right)
