"""Looks at a file and says how it is to be read; constant memory, the first megabytes at most."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from amity.records.imports.reading.containers import UNPACKING_ERRORS, cut_off, open_bytes, recognise
from amity.records.imports.reading.dialects import guess_dialect, guess_newline
from amity.records.imports.reading.encodings import guess_encoding
from amity.records.imports.reading.errors import ReadError
from amity.records.imports.reading.guesses import TEXT, FileGuess, Reason, Row
from amity.records.imports.reading.heads import ROWS_LOOKED_AT, guess_head, guess_header, name_columns, name_reason
from amity.records.imports.reading.sheets import open_workbook, sheet_rows
from amity.records.imports.reading.text_rows import text_rows

SAMPLE = 2 * 1024 * 1024
# A cell further right of the header than this is a stray one, not a column.
MOST_UNNAMED = 40


def inspect(path: str | Path, name: str = "", **chosen: Any) -> FileGuess:
    """How the file at `path`, uploaded as `name`, is to be read.

    `chosen` fixes fields of the guess (`delimiter=";"`, `sheet="2024"`, `has_header=False`); the rest is guessed to
    fit them. Raises ReadError for a file that is no table or cannot be opened.
    """
    path = Path(path)
    container = recognise(path, name or path.name)
    guess = FileGuess(container.format, container.packing, container.member)
    if guess.format == TEXT:
        guess = _with_dialect(path, guess, name or path.name, chosen)
    else:
        guess = _with_sheet(path, guess, chosen)
    return _with_head(path, guess, chosen)


def read_rows(path: str | Path, guess: FileGuess, *, start_row: int = 0) -> Iterator[Row]:
    """The rows of data after the header whose number is above `start_row`, streamed; blank rows are left out.

    Give the number of the last row that was dealt with to go on after it.
    """
    after = max(start_row, guess.head_rows + (1 if guess.has_header else 0))
    if guess.format == TEXT:
        return text_rows(Path(path), guess, len(guess.header), after)
    return sheet_rows(Path(path), guess, len(guess.header), after)


def _with_dialect(path: Path, guess: FileGuess, name: str, chosen: dict[str, Any]) -> FileGuess:
    sample, whole = _sample(path, guess)
    encoding, encoding_reason = guess_encoding(sample, whole)
    if "encoding" in chosen:
        encoding, encoding_reason = _known_encoding(chosen["encoding"]), _by_you("encoding")
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, whole).removeprefix("\ufeff")
    if not text.strip("\0 \t\r\n\x1a"):
        raise ReadError("empty", _("The file holds nothing but blank space. Export it again."))
    if text.count("\0") > len(text) // 50 or _controls(text) > len(text) // 50:
        raise ReadError(
            "not_a_table", _("The file is not text in any known encoding. Open it where it comes from and export CSV.")
        )
    newline, newline_reason = guess_newline(text)
    if "newline" in chosen:
        newline, newline_reason = chosen["newline"], _by_you("newline")
    if not whole:
        text = text[: text.rfind("\r" if newline == "\r" else "\n") + 1] or text
    delimiter, quote, escape, reasons = guess_dialect(
        text, name, chosen.get("delimiter"), chosen.get("quote"), chosen.get("escape")
    )
    return replace(
        guess,
        encoding=encoding,
        newline=newline,
        delimiter=delimiter,
        quote=quote,
        escape=escape,
        reasons=(encoding_reason, newline_reason, *(_by_you(r.field) if r.field in chosen else r for r in reasons)),
    )


def _with_sheet(path: Path, guess: FileGuess, chosen: dict[str, Any]) -> FileGuess:
    workbook = open_workbook(path)
    sheets = workbook.visible
    if chosen.get("sheet") is not None:
        if chosen["sheet"] not in workbook.names:
            raise ReadError("no_sheet", _("There is no sheet “%s”. Choose one of those listed.") % chosen["sheet"])
        sheet, reason = chosen["sheet"], _by_you("sheet")
    else:
        full = [name for name in sheets if next(_rows(path, replace(guess, sheet=name)), None)]
        if not full:
            raise ReadError("empty", _("No sheet of the workbook holds a cell. Export it again."))
        sheet = full[0]
        text = (
            _("It is the only sheet with cells.") if len(full) == 1 else _("It is the first of %d sheets with cells.")
        )
        reason = Reason("sheet", len(full) == 1, text % len(full) if "%d" in text else text)
    return replace(guess, sheets=workbook.names, sheet=sheet, reasons=(reason,))


def _with_head(path: Path, guess: FileGuess, chosen: dict[str, Any]) -> FileGuess:
    rows = _by_number(islice(_rows(path, guess), ROWS_LOOKED_AT * 2))
    if not any(any(row) for row in rows):
        raise ReadError("empty", _("There is no row with anything in it. Export the file again."))
    head_rows, head_reason = guess_head(rows)
    if "head_rows" in chosen:
        head_rows, head_reason = chosen["head_rows"], _by_you("head_rows")
    table = rows[head_rows:]
    has_header, header_reason = guess_header(table)
    if "has_header" in chosen:
        has_header, header_reason = chosen["has_header"], _by_you("has_header")
    first: Sequence[str] = table[0] if table and has_header else ()
    width = len(first) or max((len(row) for row in table), default=1)
    if guess.format != TEXT:
        width = max([width, *(filled for row in table if (filled := _filled(row)) <= width + MOST_UNNAMED)])
    names = name_columns(first, width)
    names_reason = name_reason(first, names) if has_header else Reason("header", True, _("Columns are numbered."))
    if "header" in chosen:
        names, names_reason = name_columns(chosen["header"], width), _by_you("header")
    shown = tuple(" | ".join(cell for cell in row if cell.strip())[:200] for row in rows[:head_rows])
    return replace(
        guess,
        head_rows=head_rows,
        head=shown,
        has_header=has_header,
        header=names,
        reasons=(*guess.reasons, head_reason, header_reason, names_reason),
    )


def _rows(path: Path, guess: FileGuess) -> Iterator[Row]:
    return text_rows(path, guess, 0) if guess.format == TEXT else sheet_rows(path, guess, 0)


def _by_number(rows: Iterator[Row]) -> list[list[str]]:
    """The cells of the rows, with the gaps of a sheet filled by empty rows."""
    found: list[list[str]] = []
    for row in rows:
        while len(found) < row.number - 1 and len(found) < ROWS_LOOKED_AT * 4:
            found.append([])
        found.append(row.cells)
    return found


def _filled(row: Sequence[str]) -> int:
    return max((index + 1 for index, cell in enumerate(row) if cell), default=0)


def _sample(path: Path, guess: FileGuess) -> tuple[bytes, bool]:
    try:
        with open_bytes(path, guess.packing, guess.member) as file:
            sample = file.read(SAMPLE)
            return sample, not file.read(1)
    except (*UNPACKING_ERRORS, OSError):
        raise cut_off() from None


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ReadError("encoding", _("“%s” is no known encoding. Choose one of the list.") % name) from None


def _controls(text: str) -> int:
    return sum(text.count(chr(code)) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 26, 27))


def _by_you(field: str) -> Reason:
    return Reason(field, True, _("Chosen by you."))
