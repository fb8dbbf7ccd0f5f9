"""Whether a column holds numbers or money, and how they are written."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from amity.records.imports.reading import amounts
from amity.records.imports.reading.guesses import ColumnGuess
from amity.records.imports.reading.numbers import CONVENTIONS, MILLION, number_parser

LOOKED_AT = 800
ENOUGH = 0.95
_PREFERRED = ("1,234.56", "1.234,56", "1 234,56", "1 234.56", "1'234.56", "1'234,56")
_WHOLE_FLOAT = re.compile(r"-?\d+\.0+$")


def try_money(base: ColumnGuess, values: Sequence[str]) -> ColumnGuess | None:
    """A guess of money when most cells carry a currency, else None."""
    values = values[:LOOKED_AT]
    marks = Counter(mark for value in values if (mark := amounts.currency_mark(value)))
    if sum(marks.values()) < 0.5 * len(values):
        return None
    convention, agreed, share, odd = _convention([amounts.digits_of(value) for value in values])
    if share < ENOUGH:
        return None
    codes = {code for mark in marks if (code := amounts.currency_of(mark))}
    shared = [mark for mark in marks if mark in amounts.SHARED_SIGNS]
    guess = replace(base, kind="money", convention=convention, currency=codes.pop() if len(codes) == 1 else "")
    if odd:
        return guess.unsure("exceptions", _("Nearly every cell is an amount, but not “%s”.") % odd[:60])
    if shared:
        guess = guess.unsure("currency", _("“%s” is the sign of more than one currency.") % shared[0])
    if not agreed:
        return guess.unsure("convention", _unclear(values))
    if len(marks) > 1 and not guess.currency:
        return guess.unsure("currency", _("Several currencies stand in the cells."))
    if shared:
        return guess
    return replace(guess, reason=_("Every cell looked at is an amount with its currency."))


def try_numbers(base: ColumnGuess, values: Sequence[str]) -> ColumnGuess | None:
    """A guess of integers or numbers when nearly all cells are, else None."""
    values = values[:LOOKED_AT]
    if sum(1 for value in values if any(map(str.isdigit, value))) < ENOUGH * len(values):
        return None
    convention, agreed, share, odd = _convention(values)
    if share < ENOUGH:
        return None
    whole_floats = convention in ("1,234.56", "1234.56") and all(map(_WHOLE_FLOAT.match, values))
    whole = whole_floats or _all_whole(values, convention)
    guess = replace(base, kind="integer" if whole else "number", convention=convention, whole_floats=bool(whole_floats))
    if odd:
        return guess.unsure("exceptions", _("Nearly every cell is a number, but not “%s”.") % odd[:60])
    if not agreed:
        return guess.unsure("convention", _unclear(values))
    return replace(guess, reason=_("Every cell looked at is a number written like %s.") % convention)


def decimal_of(guess: ColumnGuess) -> str:
    """The mark of the fraction a guess proves; "" when its cells have none."""
    if guess.convention in ("", "1234.56"):
        return ""
    return CONVENTIONS[guess.convention][0]


def _convention(values: Sequence[str]) -> tuple[str, bool, float, str]:
    """(convention, whether all that fit read the same values, share of cells that fit, a cell that does not)."""
    plain = [value for value in values if not value.isdigit()]
    if not plain:
        return "1234.56", True, 1.0, ""
    names = _PREFERRED if any(mark in value for value in plain for mark in ".,'’ \u00a0\u202f") else ("1234.56",)
    read = {name: [_read(value, name) for value in plain] for name in names}
    fits = {name: sum(value is not None for value in found) for name, found in read.items()}
    most = max(fits.values())
    winners = [name for name in names if fits[name] == most]
    best = winners[0]
    agreed = all(read[name] == read[best] for name in winners)
    odd = next((value for value, number in zip(plain, read[best], strict=True) if number is None), "")
    return best, agreed, (most + len(values) - len(plain)) / len(values), odd


def _read(value: str, convention: str) -> int | None:
    try:
        return number_parser(convention)(value)
    except ValueError:
        return None


def _all_whole(values: Sequence[str], convention: str) -> bool:
    decimal = CONVENTIONS[convention][0]
    numbers = [_read(value, convention) for value in values if decimal not in value and "%" not in value]
    return len(numbers) == len(values) and all(number is None or number % MILLION == 0 for number in numbers)


def _unclear(values: Sequence[str]) -> str:
    example = next((value for value in values if re.search(r"\d[.,]\d{3}(?!\d)", value)), values[0])
    return _("“%s” may mean thousands or a fraction: no cell proves which.") % example[:60]


def settle_convention(guess: ColumnGuess, decimal: str) -> ColumnGuess:
    """Takes the mark of the fraction that other columns of the file prove."""
    convention = "1,234.56" if decimal == "." else "1.234,56"
    text = _("Other columns of the file prove that numbers are written like %s.") % convention
    left = tuple(what for what in guess.unproven if what != "convention")
    whole = _all_whole(guess.samples, convention) if guess.kind in ("integer", "number") else False
    kind = guess.kind if guess.kind == "money" else "integer" if whole else "number"
    if "currency" in left:
        text = _("Its currency is not proven.") + " " + text
    return replace(guess, kind=kind, convention=convention, unproven=left, certain=not left, reason=text)
