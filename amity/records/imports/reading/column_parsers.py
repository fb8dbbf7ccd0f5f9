"""One compiled function per column that turns its cells into values."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from amity.records.imports.reading.amounts import money_parser
from amity.records.imports.reading.dates import date_parser
from amity.records.imports.reading.errors import CellError
from amity.records.imports.reading.guesses import ColumnGuess
from amity.records.imports.reading.numbers import DEFAULT_CONVENTION, MILLION, number_parser
from amity.records.imports.reading.yes_no import parse_yes_no


@lru_cache(maxsize=512)
def column_parser(guess: ColumnGuess, zone: tzinfo = UTC) -> Callable[[str], Any]:
    """cell -> value: None for an empty cell or one of `guess.nulls`, else by kind

    integer: int; number: int in millionths; money: (int in millionths, currency or None); date: date, or an aware
    datetime where the cell has a time; yes_no: bool; everything else: the stripped text. Raises CellError. The
    parser is made once per guess; keep it for the whole column.
    """
    convert = _converter(guess, zone)
    nothing = frozenset({"", *guess.nulls})

    def parse(cell: str) -> Any:
        if cell in nothing:
            return None
        text = cell.strip()
        return None if text in nothing else convert(text)

    return parse


def _converter(guess: ColumnGuess, zone: tzinfo) -> Callable[[str], Any]:
    convention = guess.convention or DEFAULT_CONVENTION
    if guess.kind == "integer":
        return _integer(number_parser(convention))
    if guess.kind == "number":
        return number_parser(convention)
    if guess.kind == "money":
        return _money(money_parser(convention), guess.currency)
    if guess.kind == "date":
        return date_parser(guess.formats, zone)
    if guess.kind == "yes_no":
        return parse_yes_no
    return str


def _integer(number: Callable[[str], int]) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if text.isdigit() and text.isascii():
            return int(text)
        whole, rest = divmod(number(text), MILLION)
        if rest:
            raise CellError(_("“%s” is not a whole number. Round it, or read the column as numbers.") % text[:60])
        return whole

    return parse


def _money(money: Callable[[str], tuple[int, str | None]], currency: str) -> Callable[[str], tuple[int, str | None]]:
    """A column's currency stands in for cells without one, and says which one a shared sign means."""
    if not currency:
        return money

    def parse(text: str) -> tuple[int, str | None]:
        amount, found = money(text)
        if found is None or found == currency:
            return amount, currency
        if any(mark in text for mark in "$¥£") or "kr" in text.lower():
            return amount, currency
        return amount, found

    return parse
