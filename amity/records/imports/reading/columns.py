"""What each column holds, judged by its cells: the kind, how it is written, and whether the cells prove it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from amity.records.imports.reading import amounts
from amity.records.imports.reading.column_dates import settle_order, try_dates
from amity.records.imports.reading.column_numbers import decimal_of, settle_convention, try_money, try_numbers
from amity.records.imports.reading.guesses import ColumnGuess, Row
from amity.records.imports.reading.yes_no import NO, WEAK, YES

ROWS_LOOKED_AT = 5000
SAMPLES = 5
ENOUGH = 0.95
NULL_WORDS = frozenset(
    {
        "null",
        "(null)",
        "<null>",
        "n/a",
        "#n/a",
        "na",
        "n.a.",
        "none",
        "nil",
        "nan",
        "undefined",
        "-",
        "--",
        "—",
        "\\n",
        "?",
    }
)
# In a column of words these may be meant: Namibia, and people called Null.
_MAY_BE_WORDS = frozenset({"NA", "Na", "na", "Null", "Nil", "nil", "Nan", "nan", "none", "undefined", "?"})
_EMAIL = re.compile(r"(?:mailto:)?[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}$")
_URL = re.compile(r"(https?://|www\.)\S+$|(?:[a-z0-9-]+\.)+[a-z]{2,18}(?:/\S*)?$", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().\-/\u00a0]{5,24}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?$", re.IGNORECASE)
_PHONE_NAME = re.compile(r"phone|mobile|mobil|\btel|telefon|\bfax\b|handy|cell|móvil|téléphone", re.IGNORECASE)
_CODE_NAME = re.compile(r"zip|postal|postcode|plz|\bcode\b|codigo|sku|\bean\b|isbn|iban", re.IGNORECASE)
_HEAD_CURRENCY = re.compile(r"\b(" + "|".join(sorted(amounts.CODES)) + r")\b|([€£₹₽₩₺₪])")


class Cells(NamedTuple):
    """The distinct cells of one column that hold something, with the name above them."""

    name: str
    values: list[str]


def guess_columns(header: Sequence[str], sample_rows: Iterable[Row | Sequence[str]]) -> list[ColumnGuess]:
    """One guess per name of `header`, from the first rows (Row, or lists of cells) that have no problem."""
    columns: list[dict[str, None]] = [{} for _name in header]
    for row in islice(sample_rows, ROWS_LOOKED_AT):
        if isinstance(row, Row):
            if row.problem:
                continue
            cells: Sequence[str] = row.cells
        else:
            cells = row
        for seen, cell in zip(columns, cells, strict=False):
            if cell and len(seen) < 3000:
                seen[cell.strip()] = None
    guesses = [
        _guess(index, name, [cell for cell in seen if cell])
        for index, (name, seen) in enumerate(zip(header, columns, strict=True))
    ]
    return _settle(guesses)


def _guess(index: int, name: str, found: list[str]) -> ColumnGuess:
    nulls = tuple(cell for cell in found if cell.lower() in NULL_WORDS)
    values = [cell for cell in found if cell.lower() not in NULL_WORDS]
    base = ColumnGuess(index, name, "empty", samples=tuple(values[:SAMPLES]), nulls=nulls)
    if not values:
        text = _("It holds only words for nothing.") if nulls else _("Every cell looked at is empty.")
        return replace(base, reason=text)
    guess = _try_kinds(base, Cells(name, values))
    if guess is None or guess.kind == "text":
        kept = tuple(word for word in nulls if word not in _MAY_BE_WORDS)
        guess = replace(guess or replace(base, kind="text", reason=_("The cells are words.")), nulls=kept)
    return guess


def _try_kinds(base: ColumnGuess, cells: Cells) -> ColumnGuess | None:
    words = [value.lower() for value in cells.values]
    if len(words) <= 6 and all(word in YES or word in NO for word in words) and set(words) - {"0", "1"}:
        sure = any(word not in WEAK for word in words)
        text = _("Every cell is a word for yes or no.") if sure else _("Every cell may be a word for yes or no.")
        words_guess = replace(base, kind="yes_no", reason=text)
        return words_guess if sure else words_guess.unsure("kind", text)
    for kind, pattern in (("email", _EMAIL), ("url", _URL)):
        fits = [value for value in cells.values if pattern.match(value)]
        if len(fits) >= ENOUGH * len(cells.values):
            return _judged(replace(base, kind=kind), cells.values, fits)
    if _PHONE_NAME.search(cells.name) and not _CODE_NAME.search(cells.name):
        fits = [value for value in cells.values if _is_phone(value)]
        if len(fits) >= 0.8 * len(cells.values):
            return _judged(replace(base, kind="phone"), cells.values, fits)
    guess: ColumnGuess | None = try_dates(base, cells.values) or try_money(base, cells.values)
    if guess:
        return guess
    if any(re.fullmatch(r"0\d+", value) for value in cells.values) or any(
        len(value) > 15 and value.isdigit() for value in cells.values
    ):
        return replace(base, kind="text", reason=_("Digits with zeros in front, or very many: a code, not a number."))
    guess = try_numbers(base, cells.values)
    if guess:
        return _with_head_currency(guess)
    fits = [value for value in cells.values if _is_phone(value) and _looks_dialled(value)]
    if len(fits) >= ENOUGH * len(cells.values) and not _CODE_NAME.search(cells.name):
        return replace(base, kind="phone").unsure("kind", _("Groups of digits as in phone numbers."))
    return None


def _judged(guess: ColumnGuess, values: Sequence[str], fits: Sequence[str]) -> ColumnGuess:
    odd = next((value for value in values if value not in set(fits)), None) if len(fits) < len(values) else None
    if odd is None:
        return replace(guess, reason=_("Every cell looked at fits."))
    return guess.unsure("exceptions", _("Nearly every cell fits, but not “%s”.") % odd[:60])


def _is_phone(value: str) -> bool:
    return bool(_PHONE.match(value)) and 5 <= sum(map(str.isdigit, value)) <= 20


def _looks_dialled(value: str) -> bool:
    marks = sum(1 for mark in value if mark in " ()-./")
    if re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", value):
        return False
    return sum(map(str.isdigit, value)) >= 7 and (value[0] in "+(" or marks >= 2)


def _with_head_currency(guess: ColumnGuess) -> ColumnGuess:
    found = _HEAD_CURRENCY.search(guess.name)
    if not found:
        return guess
    return replace(guess, kind="money", currency=amounts.currency_of(found[0]) or "")


def _settle(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """What one column proves about its neighbours: a file is rarely written in two ways."""
    marks = {decimal_of(guess) for guess in guesses if guess.convention and "convention" not in guess.unproven} - {""}
    proven = {name for guess in guesses if guess.certain and guess.kind == "date" for name in guess.formats}
    settled = []
    for guess in guesses:
        if guess.kind == "date":
            guess = settle_order(guess, proven)
        elif "convention" in guess.unproven and len(marks) == 1:
            guess = settle_convention(guess, next(iter(marks)))
        settled.append(guess)
    return settled
