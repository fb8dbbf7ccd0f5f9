"""From the text of cells to values: one compiled converter per mapped column."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.time import zone
from amity.records.imports.interface import Given, Problem, TargetField, Type
from amity.records.imports.mapping import Link
from amity.records.imports.reading import CellError, ColumnGuess, Row
from amity.records.imports.reading.amounts import money_parser
from amity.records.imports.reading.dates import DATE_FORMATS, ISO, date_parser
from amity.records.imports.reading.numbers import DEFAULT_CONVENTION, MILLION, number_parser
from amity.records.imports.reading.yes_no import parse_yes_no

Convert = Callable[[str], Any]
# Google writes several values into one cell like this.
SEVERAL = " ::: "
_WHOLE_FLOAT = re.compile(r"-?[0-9]+\.0+")
_NOTHING = frozenset({"", "-", "--", "n/a", "N/A", "#N/A"})


class Money(int):
    """Millionths of a currency that the cell itself named."""

    currency: str

    def __new__(cls, millionths: int, currency: str) -> "Money":
        amount = super().__new__(cls, millionths)
        amount.currency = currency
        return amount


class RowReader:
    """Reads rows by a mapping."""

    def __init__(
        self,
        fields: Sequence[TargetField],
        links: Sequence[Link],
        columns: Sequence[ColumnGuess],
        zone_name: str,
    ) -> None:
        by_key = {field.key: field for field in fields}
        self._columns = []
        for link in links:
            field = by_key.get(link.field)
            if field is None:
                continue
            column = columns[link.column]
            self._columns.append((
                link.column, field.key, converter(field, column, zone_name), field.most > 1, column.name,
                field.lenient, frozenset(column.nulls) | _NOTHING, link.label, link.label_column,
            ))  # fmt: skip
        used = [index for index, *_rest in self._columns]
        self._used = itemgetter(*used) if len(used) > 1 else (lambda cells: (cells[used[0]],) if used else ())

    def read(self, row: Row) -> Given:
        """Convert the mapped cells; what cannot be read becomes a problem or, for lenient fields, a warning."""
        cells = row.cells
        values: dict[str, Any] = {}
        given = Given(row.number, values, cells)
        if row.problem:
            cause, stop, fix = row.problem.partition(". ")
            given.problems.append(Problem("", cause + stop.rstrip(), fix))
            return given
        for index, key, convert, is_list, header, lenient, nulls, label, label_column in self._columns:
            text = cells[index].strip()
            if text in nulls:
                continue
            try:
                if not is_list:
                    values.setdefault(key, convert(text))
                    continue
                name = label or (cells[label_column].strip().lstrip("* ") if label_column >= 0 else "")
                found = values.setdefault(key, [])
                for part in text.split(SEVERAL) if SEVERAL in text else (text,):
                    found.append((convert(part), name))
            except CellError as error:
                (given.warnings if lenient else given.problems).append(_cell_problem(header, error))
        joined = "\x1f".join(self._used(cells))
        given.digest = int.from_bytes(blake2b(joined.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)
        return given


def _cell_problem(header: str, error: CellError) -> Problem:
    """The message of a CellError is its cause and, after the first full stop, its fix."""
    cause, stop, fix = error.message.partition(". ")
    return Problem(header, cause + stop.rstrip(), fix or _("Correct the cell, and import the row again."))


def converter(field: TargetField, column: ColumnGuess, zone_name: str) -> Convert:
    """How the cells of `column` are read for `field`."""
    makers: Mapping[Type, Callable[[], Convert]] = {
        Type.IDENTIFIER: lambda: _identifier,
        Type.DATE: lambda: _moment(column, zone_name),
        Type.MONEY: lambda: _money(column),
        Type.NUMBER: lambda: number_parser(column.convention or DEFAULT_CONVENTION),
        Type.SHARE: lambda: number_parser(column.convention or DEFAULT_CONVENTION),
        Type.INTEGER: lambda: _integer(column),
        Type.YES_NO: lambda: parse_yes_no,
        Type.TAGS: lambda: _tags,
    }
    make = makers.get(field.type)
    return make() if make else str


def _identifier(text: str) -> str:
    """A spreadsheet turns the number 17850 into 17850.0."""
    if text.endswith("0") and _WHOLE_FLOAT.fullmatch(text):
        return text[: text.index(".")]
    return text


def _moment(column: ColumnGuess, zone_name: str) -> Convert:
    here = zone(zone_name)
    parse = date_parser(column.formats or (ISO,), here) if column.formats else date_parser(DATE_FORMATS, here)

    def moment(text: str) -> datetime:
        value: date | datetime = parse(text)
        if not isinstance(value, datetime):
            value = datetime.combine(value, time(), here)
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise CellError(_("“%s” is no date of our time. Correct the cell.") % text[:40]) from None

    return moment


def _money(column: ColumnGuess) -> Convert:
    parse = money_parser(column.convention or DEFAULT_CONVENTION)

    def money(text: str) -> int:
        amount, currency = parse(text)
        return Money(amount, currency) if currency else amount

    return money


def _integer(column: ColumnGuess) -> Convert:
    parse = number_parser(column.convention or DEFAULT_CONVENTION)

    def integer(text: str) -> int:
        value = parse(text)
        if value % MILLION:
            raise CellError(_("“%s” is not a whole number. Correct the cell.") % text[:40])
        return value // MILLION

    return integer


def _tags(text: str) -> list[str]:
    """Tags are separated by commas or semicolons, in quotes or not."""
    return [tag for part in re.split(r"[,;|]", text) if (tag := part.strip().strip("\"'").strip())]
