"""Rows left out, as a CSV file with what is wrong with each: mend it and import it again."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from amity.records.imports.models import Import
from amity.records.imports.queries import left_out_rows

INLINE_ROWS = 1000
# A cell that a spreadsheet would take for a formula is defused by an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def left_out_count(the_import: Import) -> int:
    """How many rows were left out."""
    return the_import.counts.get("wrong", 0) + the_import.counts.get("ambiguous", 0)


def left_out_lines(the_import: Import) -> Iterator[str]:
    """The lines of the file: the columns of the original, then row, column, cause and fix."""
    header = [*the_import.guess.get("header", ()), *added_headers()]
    yield "\ufeff" + _line(header)
    width = len(the_import.guess.get("header", ()))
    for number, cells, detail in left_out_rows(the_import):
        problems = detail.get("problems", [])
        told = [
            str(number),
            "; ".join(filter(None, (column for column, _cause, _fix in problems))),
            " ".join(cause for _column, cause, _fix in problems),
            " ".join(dict.fromkeys(fix for _column, _cause, fix in problems)),
        ]
        yield _line([*_fitted(cells, width), *(_defused(text) for text in told)])


def added_headers() -> tuple[str, str, str, str]:
    """The names of the added columns; an import of the mended file leaves them out."""
    return _("Import row"), _("Import column"), _("Import problem"), _("Import fix")


def left_out_path(the_import: Import) -> Path:
    """Where the file of a job lies."""
    return Path(settings.DATA_FOLDER) / "files" / "imports" / f"{the_import.uid.hex}.left-out.csv"


def write_left_out(the_import: Import) -> int:
    """Write the file for a download; return the number of rows."""
    path = left_out_path(the_import)
    partial = path.with_suffix(".part")
    count = -1
    with partial.open("w", encoding="utf-8", newline="") as file:
        for line in left_out_lines(the_import):
            file.write(line)
            count += 1
    partial.chmod(0o600)
    partial.replace(path)
    return count


def _fitted(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
