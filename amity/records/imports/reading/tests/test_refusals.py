"""A file that is no table is refused with its cause and what to do."""

import gzip
import zipfile

import pytest

from amity.records.imports.reading import ReadError, inspect, sheets


def refusal(path, content=None):
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        inspect(path, path.name)
    assert caught.value.message.endswith(".")
    assert len(caught.value.message) > 30
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\r\n  ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_table"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "not_a_table"),
        (b"GIF89a" + bytes(100), "not_a_table"),
        (b"MZ\x90\x00" + bytes(100), "not_a_table"),
        (b"\x7fELF" + bytes(100), "not_a_table"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "not_a_table"),
        (b"  <HTML><table><tr><td>a</td></tr></table>", "not_a_table"),
        (b'<?xml version="1.0"?><Workbook/>', "not_a_table"),
        (b'[{"a": 1}]', "not_a_table"),
        (b'{"a": 1}', "not_a_table"),
        (b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "not_a_table"),
        (b"{\\rtf1 hello}", "not_a_table"),
        (b"SQLite format 3\x00" + bytes(100), "not_a_table"),
        (bytes(range(256)) * 20, "not_a_table"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "archive"),
        (b"PK\x03\x04 cut off", "truncated"),
        (gzip.compress(b"a,b\n1,2\n" * 1000, mtime=0)[:30], "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_table"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            "password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600), "damaged"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code):
    assert refusal(tmp_path / "customers.csv", content) == code


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert refusal(tmp_path) == "directory"
    assert refusal(tmp_path / "gone.csv") == "unreadable"


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_a_zip_of_several_files_is_refused(tmp_path):
    assert refusal(zipped(tmp_path / "a.zip", a__csv="a\n", b__csv="b\n")) == "zip"
    assert refusal(zipped(tmp_path / "b.zip")) == "zip"


def test_a_zip_of_one_table_is_read(tmp_path):
    guess = inspect(zipped(tmp_path / "c.zip", a__csv="name,age\nAda,36\n"), "c.zip")
    assert (guess.packing, guess.member, guess.header) == ("zip", "a.csv", ("name", "age"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    assert refusal(zipped(tmp_path / "bomb.xlsx", **{"xl/workbook.xml": bytes(64 << 20)})) == "too_big"


def test_a_workbook_that_is_damaged_or_lies_about_its_size_is_refused(tmp_path):
    path = zipped(tmp_path / "book.xlsx", **{"xl/workbook.xml": b"x" * 5000})
    assert refusal(path) == "damaged"
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    assert refusal(tmp_path / "other.xlsx", bytes(content)) == "truncated"


def test_a_document_is_no_workbook(tmp_path):
    assert refusal(zipped(tmp_path / "letter.xlsx", **{"word/document.xml": "<w/>"})) == "not_a_table"


def test_a_sheet_or_encoding_that_does_not_exist_is_named(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    with pytest.raises(ReadError, match="klingon"):
        inspect(tmp_path / "a.csv", "a.csv", encoding="klingon")


def test_damage_that_makes_the_workbook_reader_panic_is_refused(tmp_path, monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(_path):
        raise PanicException("range start index 116 out of range")

    path = zipped(tmp_path / "book.xlsx", **{"xl/workbook.xml": "<workbook/>"})
    monkeypatch.setattr(sheets.python_calamine.CalamineWorkbook, "from_path", panic, raising=False)
    assert refusal(path) == "damaged"
