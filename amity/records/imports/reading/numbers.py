"""Numbers as people write them, read exactly into millionths; never through a float."""

import re
from collections.abc import Callable
from functools import cache

from django.utils.translation import gettext as _

from amity.records.imports.reading.errors import CellError

MILLION = 1_000_000
LARGEST = 9_223_372_036_854
# An example of 1234.56 stands for each way to write it: (mark of the fraction, mark between thousands).
CONVENTIONS: dict[str, tuple[str, str]] = {
    "1234.56": (".", ""),
    "1234,56": (",", ""),
    "1,234.56": (".", ","),
    "1.234,56": (",", "."),
    "1 234,56": (",", " "),
    "1 234.56": (".", " "),
    "1'234.56": (".", "'"),
    "1'234,56": (",", "'"),
}
DEFAULT_CONVENTION = "1,234.56"
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "−": "-", "–": "-"})


def parse_number(text: str, convention: str = DEFAULT_CONVENTION) -> int:
    """The value of `text` in millionths: "1.5" is 1_500_000, "12 %" is 120_000, "(3)" is -3_000_000.

    Digits beyond the sixth of the fraction are rounded half up. Raises CellError when `text` is no number written in
    `convention`.
    """
    return number_parser(convention)(text)


@cache
def number_parser(convention: str) -> Callable[[str], int]:
    """The compiled parser of one convention."""
    if convention not in CONVENTIONS:
        raise CellError(_("“%s” is no known way to write numbers.") % convention)
    match = _pattern(convention).fullmatch
    group = CONVENTIONS[convention][1]

    def parse(text: str) -> int:
        if text.isdigit() and text.isascii() and len(text) < 13:
            return int(text) * MILLION
        found = match(text) or match(text.translate(_SPACES).strip())
        if found is None:
            raise CellError(_why_not(text, convention))
        opened, before, whole, fraction, exponent, percent, after, closed = found.groups()
        signs = bool(opened) + (before == "-") + bool(after)
        if not (whole or fraction) or bool(opened) != bool(closed) or signs > 1 or (before and after):
            raise CellError(_why_not(text, convention))
        if group:
            whole = whole.replace(group, "")
        value = _millionths(whole or "0", fraction or "", int(exponent or 0), bool(percent))
        if value > LARGEST * MILLION:
            raise CellError(_("“%s” is too large a number. Check that it is not a phone number or an id.") % text[:60])
        return -value if opened or before == "-" or after == "-" else value

    return parse


def _millionths(whole: str, fraction: str, exponent: int, percent: bool) -> int:
    if not exponent and not percent and len(fraction) <= 6:
        return int(whole) * MILLION + int((fraction + "000000")[:6])
    if abs(exponent) > 30:
        return 0 if exponent < 0 else (LARGEST + 1) * MILLION
    digits, scale = int(whole + fraction), 6 - len(fraction) + exponent - (2 if percent else 0)
    if scale >= 0:
        return digits * 10**scale
    power = 10**-scale
    return (digits + power // 2) // power


@cache
def _pattern(convention: str) -> re.Pattern[str]:
    decimal, group = (re.escape(mark) for mark in CONVENTIONS[convention])
    grouped = rf"[0-9]{{1,3}}(?:{group}[0-9]{{2,3}})*{group}[0-9]{{3}}|" if group else ""
    return re.compile(
        rf"(\()?\s*([-+])?\s*({grouped}[0-9]*)(?:{decimal}([0-9]*))?(?<=[0-9{decimal}])(?<![^0-9]{decimal})"
        rf"(?:[eE]([-+]?[0-9]{{1,4}}))?\s*(%)?\s*(-)?\s*(\))?"
    )


def _why_not(text: str, convention: str) -> str:
    shown = text.strip()[:60]
    if not shown:
        return _("The cell is empty where a number is needed. Fill it in, or leave the column out.")
    for other in CONVENTIONS:
        if other != convention and _pattern(other).fullmatch(shown.translate(_SPACES)):
            return _(
                "“%(text)s” is not written like %(convention)s but like %(other)s. Choose that for the column."
            ) % {
                "text": shown,
                "convention": convention,
                "other": other,
            }
    return _("“%(text)s” is not a number. Write it like %(convention)s.") % {"text": shown, "convention": convention}
