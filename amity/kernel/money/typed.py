"""Amounts, prices and quantities as people type them in a form, as whoever types them writes figures."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid
from amity.kernel.conventions import separators
from amity.kernel.money import LARGEST_MILLIONTHS, LARGEST_MINOR, MILLION
from amity.kernel.money.currencies import exponent

_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")


def millionths(text: str) -> int:
    """`1,234.5` -> 1234500000. Raises Invalid for what is no figure, is too large, or has over six decimals."""
    value = _figure(text) * MILLION
    if value != int(value):
        raise Invalid("money.too_fine", _("At most six decimals can be kept."))
    if abs(value) > LARGEST_MILLIONTHS:
        raise Invalid("money.too_large", _("This figure is too large to count with."))
    return int(value)


def minor(text: str, currency: str) -> int:
    """`1,234.50` in EUR -> 123450. Raises Invalid, also for more decimals than the currency has."""
    digits = exponent(currency)
    value = _figure(text) * 10**digits
    if value != int(value):
        raise Invalid(
            "money.too_fine",
            _("%(currency)s has %(digits)d decimals, not more.") % {"currency": currency, "digits": digits},
        )
    if abs(value) > LARGEST_MINOR:
        raise Invalid("money.too_large", _("This figure is too large to count with."))
    return int(value)


def from_millionths(value: int | None) -> str:
    """The figure as a form shows it, without groups: 1234500000 -> `1234.5`."""
    return "" if value is None else _shown(Decimal(value) / MILLION)


def from_minor(value: int | None, currency: str) -> str:
    """An amount as a form shows it: 123450 in EUR -> `1234.50`."""
    digits = exponent(currency)
    return "" if value is None else _shown(Decimal(value) / 10**digits, digits)


def _figure(text: str) -> Decimal:
    plain = "".join(text.split()).replace("−", "-").replace("'", "").replace("’", "")
    plain = _with_point(plain)
    if not _FIGURE.fullmatch(plain):
        raise Invalid("money.no_figure", _("“%(text)s” is not a figure.") % {"text": text[:40]})
    return Decimal(plain)


def _with_point(plain: str) -> str:
    """The same figure with `.` before its decimals and without groups."""
    if "," in plain and "." in plain:
        point = max(",", ".", key=plain.rindex)
        whole, _point, decimals = plain.rpartition(point)
        return f"{whole.replace(',', '').replace('.', '')}.{decimals}" if _GROUPED.fullmatch(whole) else plain
    mark = "," if "," in plain else "."
    if plain.count(mark) > 1:
        return plain.replace(mark, "") if _GROUPED.fullmatch(plain) else plain
    # 1,234 is a thousand in English and a little over one in German.
    if _GROUPED.fullmatch(plain) and mark != separators()[0]:
        return plain.replace(mark, "")
    return plain.replace(",", ".")


def _shown(value: Decimal, digits: int = 0) -> str:
    text = f"{value:f}"
    whole, _point, decimals = text.partition(".")
    decimals = decimals.rstrip("0").ljust(digits, "0")
    return f"{whole}{separators()[0]}{decimals}" if decimals else whole
