"""Cut a file into batches: as many rows as one short transaction takes, parts of one record together."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Refused
from amity.records.imports.cells import RowReader
from amity.records.imports.choices import options_in_force
from amity.records.imports.interface import Given, Importer, Setup, Type
from amity.records.imports.mapping import Link, importer_of, mapped_fields
from amity.records.imports.models import Import
from amity.records.imports.reading import ColumnGuess, FileGuess, Row, read_rows
from amity.records.kinds.registry import RecordKind, kind_numbered

FIRST_SIZE = 100
LEAST = 10
MOST_RECORDS = 500
MOST_PARTS = 1500
AIM = 0.1


class Pace:
    """How many rows the next batch takes, so that its transaction lasts about a tenth of a second."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.size = min(FIRST_SIZE, most)

    def took(self, seconds: float, rows: int) -> None:
        """Learn from a batch; half way to what it suggests, at most twice as many."""
        if rows and seconds > 0:
            fitting = rows * AIM / seconds
            wanted = (self.size + min(fitting, self.size * 2)) / 2 if fitting > self.size else fitting
            self.size = int(max(LEAST, min(self._most, wanted)))


class Reading:
    """One import's file with everything needed to turn its rows into what its importer wants."""

    def __init__(self, the_import: Import, by: Actor, *, is_preview: bool) -> None:
        self.kind: RecordKind = kind_numbered(the_import.record_kind)
        self.importer: Importer = importer_of(self.kind)
        self.path = file_path(the_import)
        self.guess = FileGuess.from_json(json.dumps(the_import.guess))
        self._columns = [ColumnGuess.from_json(json.dumps(values)) for values in the_import.columns]
        links = [Link.from_json(values) for values in the_import.mapping]
        mapped = mapped_fields(links)
        self.group_key = self.importer.group_key(mapped)
        headers = {link.field: self._columns[link.column].name for link in reversed(links) if link.field}
        options = options_in_force(the_import)
        currency = options.get("currency") or currency_of_columns(self.importer, links, self._columns)
        self.setup = Setup(the_import.source, options, headers, by, is_preview, currency)
        self.reader = RowReader(self.importer.fields, links, self._columns, by.time_zone)
        self._group_column = self.guess.header.index(headers[self.group_key]) if self.group_key else -1
        self.pace = Pace(MOST_PARTS if self.group_key else MOST_RECORDS)

    def batches(self, after: int) -> Iterator[list[Row]]:
        """The rows after row number `after`, in batches of the present pace."""
        rows: list[Row] = []
        last_group = ""
        for row in read_rows(self.path, self.guess, start_row=after):
            group = self._group(row)
            full = len(rows) >= self.pace.size
            if full and (group is None or group != last_group or len(rows) >= 2 * self.pace.size):
                yield rows
                rows = []
            rows.append(row)
            last_group = group or ""
        if rows:
            yield rows

    def read(self, rows: list[Row]) -> list[Given]:
        return [self.reader.read(row) for row in rows]

    def _group(self, row: Row) -> str | None:
        return row.cells[self._group_column] if self.group_key and not row.problem else None


def currency_of_columns(importer: Importer, links: list[Link], columns: list[ColumnGuess]) -> str:
    """The currency that the first column of money with one names; '' when none does."""
    money = {field.key for field in importer.fields if field.type == Type.MONEY}
    return next(
        (columns[link.column].currency for link in links if link.field in money and columns[link.column].currency), ""
    )


def file_path(the_import: Import) -> Path:
    """Where the file of an import lies; Refused when it is gone."""
    path = Path(settings.DATA_FOLDER) / the_import.stored_as
    if not path.is_file():
        raise Refused("imports.file_gone", _("The file is not on this server any more. Upload it again."))
    return path
