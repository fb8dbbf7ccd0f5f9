"""Rows of workbooks as text: calamine where the whole sheet fits in memory, openpyxl's stream where it may not."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import python_calamine
from django.utils.translation import gettext as _

from amity.records.imports.reading.errors import ReadError
from amity.records.imports.reading.guesses import FileGuess, Row

# Measured: calamine reads 100,000 rows of 10 cells (43 MB of XML) in 0.5 s and 75 MB, openpyxl in 8.3 s and 9 MB.
MOST_XML_IN_MEMORY = 48 << 20
MOST_CELLS_IN_MEMORY = 4_000_000
MOST_BYTES = 200 << 20


class Workbook(NamedTuple):
    """All sheet names, and those a person sees."""

    names: tuple[str, ...]
    visible: tuple[str, ...]


def open_workbook(path: Path) -> Workbook:
    """The sheets of a workbook, hidden ones last in `visible` when there is no other."""
    book = _calamine(path)
    names = tuple(book.sheet_names)
    hidden = {sheet.name for sheet in book.sheets_metadata if not str(sheet.visible).endswith(".Visible")}
    return Workbook(names, tuple(name for name in names if name not in hidden) or names)


def sheet_rows(path: Path, guess: FileGuess, width: int, after: int = 0) -> Iterator[Row]:
    """The rows numbered above `after` that hold something. With `width` 0 they come as wide as they are."""
    for number, values in enumerate(_values(path, guess), 1):
        if number <= after:
            continue
        cells = [value if type(value) is str else cell_text(value) for value in values]
        if not any(cells):
            continue
        found = len(cells)
        if not width or found == width:
            yield Row(number, cells)
        elif found < width:
            yield Row(number, cells + [""] * (width - found), None, width - found)
        elif any(cells[width:]):
            yield Row(
                number,
                cells,
                _("There are cells to the right of the last column (%d). Give that column a name, or clear them.")
                % width,
            )
        else:
            yield Row(number, cells[:width])


def cell_text(value: Any) -> str:
    """One text for one value, whatever program wrote it: 3, 1.5, 2021-04-16, 2021-04-16 08:30:00, TRUE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, datetime):
        return _datetime_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)


def _float_text(value: float) -> str:
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    text = repr(float(f"{value:.15g}"))
    return format(Decimal(text), "f") if "e" in text else text


def _datetime_text(value: datetime) -> str:
    value = (value + timedelta(microseconds=500)).replace(tzinfo=None)
    value = value.replace(microsecond=value.microsecond // 1000 * 1000)
    if value.hour == value.minute == value.second == value.microsecond == 0:
        return value.date().isoformat()
    return value.isoformat(" ", "milliseconds" if value.microsecond else "seconds")


def _values(path: Path, guess: FileGuess) -> Iterator[Iterable[Any]]:
    if guess.format in ("xlsx", "xlsm") and not _fits_in_memory(path):
        yield from _stream(path, guess.sheet)
        return
    if guess.format not in ("xlsx", "xlsm") and path.stat().st_size > MOST_BYTES:
        raise ReadError("too_big", _("The workbook is too big to be read at once. Save it as CSV and upload that."))
    with _damage_refused():
        try:
            sheet = _calamine(path).get_sheet_by_name(guess.sheet)
        except python_calamine.WorksheetNotFound:
            raise ReadError(
                "no_sheet", _("There is no sheet “%s”. Choose one of those listed.") % guess.sheet
            ) from None
        if sheet.height:
            yield from sheet.iter_rows()


def _stream(path: Path, name: str) -> Iterator[Iterable[Any]]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = book[name]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
        book.close()
    except KeyError:
        raise ReadError("no_sheet", _("There is no sheet “%s”. Choose one of those listed.") % name) from None
    except (ValueError, TypeError, SyntaxError, AttributeError, OSError, zipfile.BadZipFile) as error:
        raise _damaged(error) from None


def _fits_in_memory(path: Path) -> bool:
    """Calamine lays a sheet out as a full rectangle: one cell far out must not take all memory."""
    with zipfile.ZipFile(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > MOST_XML_IN_MEMORY:
            return False
        for item in archive.infolist():
            if item.filename.startswith("xl/worksheets/") and _area(archive, item) > MOST_CELLS_IN_MEMORY:
                return False
    return True


def _area(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> int:
    columns, rows, rest = {b"Z"}, 0, b""
    with archive.open(item) as part:
        while chunk := part.read(1 << 20):
            chunk = rest + chunk
            columns.update(re.findall(rb'r="([A-Z]{2,3})\d', chunk))
            far = re.findall(rb'r="[A-Z]*(\d{6,})"', chunk)
            near = re.search(rb'.*r="[A-Z]*(\d+)"', chunk, re.DOTALL)
            rows = max([rows, *map(int, far), int(near[1]) if near else 0])
            rest = chunk[-24:]
    widest = max(columns, key=lambda letters: (len(letters), letters))
    number = 0
    for letter in widest:
        number = number * 26 + letter - 64
    return number * rows


def _calamine(path: Path) -> python_calamine.CalamineWorkbook:
    with _damage_refused():
        return python_calamine.CalamineWorkbook.from_path(path)


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Turns what calamine throws at damaged bytes into a ReadError; some makes it panic, beyond Exception."""
    try:
        yield
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        text = str(error).lower()
        if isinstance(error, python_calamine.PasswordError) or "password" in text or "encrypt" in text:
            raise ReadError(
                "password", _("The file is protected by a password. Save a copy without a password and upload that.")
            ) from None
        raise _damaged(error) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(Exception(_("its parts do not fit together"))) from None


def _damaged(error: Exception) -> ReadError:
    return ReadError(
        "damaged",
        _("The workbook is damaged (%s). Open it in a spreadsheet program, save it again and upload that.") % error,
    )
