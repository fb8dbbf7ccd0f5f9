"""Amounts of money as people write them: a number with a currency's sign or code on either side."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from django.utils.translation import gettext as _

from amity.records.imports.reading.errors import CellError
from amity.records.imports.reading.numbers import DEFAULT_CONVENTION, LARGEST, MILLION, number_parser

SIGNS: dict[str, str] = {
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "MX$": "MXN", "NT$": "TWD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB",
    "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP", "₦": "NGN", "zł": "PLN",
    "Kč": "CZK", "Ft": "HUF", "kr.": "DKK", "kr": "SEK", "Fr.": "CHF", "lei": "RON", "лв": "BGN", "руб.": "RUB",
}  # fmt: skip
# These signs are shared by several currencies: what is read is the most likely one.
SHARED_SIGNS = frozenset({"$", "¥", "kr", "kr.", "£"})
_CODES = """
AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KES KRW KWD LKR
MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR
"""
CODES = frozenset(_CODES.split())
_MARK = "|".join(sorted((re.escape(sign) for sign in SIGNS), key=len, reverse=True)) + "|" + "|".join(sorted(CODES))
_MAGNITUDES = {"": 1, "K": 1000, "M": MILLION, "B": 1000 * MILLION, "BN": 1000 * MILLION}
_AMOUNT = re.compile(
    rf"(\()?\s*([-+−])?\s*({_MARK})?\s*([-+−])?\s*([0-9.,][0-9.,'’\s]*?)\s*(K|M|BN|B)?(-)?\s*({_MARK})?\s*(-)?\s*(\))?",
    re.IGNORECASE,
)
# Nearly every amount is this plain: a sign of money on one side at most, and no letters.
_PLAIN = re.compile(r"(-)?([^\w\s.,()+%'’−-]{1,2})?\s?([0-9][0-9.,]*)\s?([^\w\s.,()+%'’−-]{1,2})?")


def parse_money(text: str, convention: str = DEFAULT_CONVENTION) -> tuple[int, str | None]:
    """(amount in millionths, ISO code or None): "$342.09K" is (342_090_000_000, "USD"), "(5 €)" (-5_000_000, "EUR").

    Raises CellError when `text` is no amount written in `convention`.
    """
    return money_parser(convention)(text)


@cache
def money_parser(convention: str) -> Callable[[str], tuple[int, str | None]]:
    """The compiled parser of one convention."""
    number = number_parser(convention)

    @lru_cache(maxsize=4096)
    def parse(text: str) -> tuple[int, str | None]:
        plain = _PLAIN.fullmatch(text)
        if plain and not (plain[2] and plain[4]) and (plain[2] or plain[4] or "$") in SIGNS:
            mark = plain[2] or plain[4]
            return -number(plain[3]) if plain[1] else number(plain[3]), SIGNS[mark] if mark else None
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            return number(text), None
        opened, sign, front, inner, digits, magnitude, tail, back, last, closed = found.groups()
        minus = [mark for mark in (sign, inner, tail, last) if mark]
        if len(minus) > 1 or bool(opened) != bool(closed) or (opened and minus and minus[0] != "+") or (front and back):
            raise CellError(_("“%s” has more than one sign or currency. Leave one.") % text.strip()[:60])
        value = number(digits) * _MAGNITUDES[(magnitude or "").upper()]
        if value > LARGEST * MILLION:
            raise CellError(_("“%s” is too large an amount.") % text.strip()[:60])
        if opened or (minus and minus[0] != "+"):
            value = -value
        return value, currency_of(front or back)

    return parse


def currency_of(mark: str | None) -> str | None:
    """The ISO code a sign or code stands for."""
    if not mark:
        return None
    if mark.upper() in CODES:
        return mark.upper()
    return SIGNS.get(mark) or next((code for sign, code in SIGNS.items() if sign.lower() == mark.lower()), None)


def currency_mark(text: str) -> str | None:
    """The sign or code written on an amount, or None when there is none or it is no amount."""
    found = _AMOUNT.fullmatch(text.strip())
    return (found[3] or found[8]) if found else None


def has_magnitude(text: str) -> bool:
    found = _AMOUNT.fullmatch(text.strip())
    return bool(found and found[6])


def digits_of(text: str) -> str:
    """The bare number inside an amount."""
    found = _AMOUNT.fullmatch(text.strip())
    return found[5].strip() if found else text.strip()
