"""Whether a column holds dates, in which format, and whether day and month can be told apart."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from django.utils.translation import gettext as _

from amity.records.imports.reading.dates import FORMATS, date_in, is_date
from amity.records.imports.reading.guesses import ColumnGuess

FIRST_LOOK = 40
ENOUGH = 0.95
_SHAPE = re.compile(r"(?=.*\d).{6,45}$")
_NAMED_DATE = re.compile(r"date|datum|fecha|\bday\b|time|birth|_at$", re.IGNORECASE)


def try_dates(base: ColumnGuess, values: Sequence[str]) -> ColumnGuess | None:
    """A guess of dates when nearly all cells are, else None."""
    first = values[:FIRST_LOOK]
    if sum(1 for value in first if _SHAPE.match(value)) < ENOUGH * len(first):
        return None
    names = [name for name in FORMATS if any(is_date(value, name) for value in first)]
    if not names:
        return None
    fits = {name: {value for value in values if is_date(value, name)} for name in names}
    most = max(map(len, fits.values()))
    best = [name for name in names if len(fits[name]) == most]
    if most == len(values):
        return _one_format(base, best, values)
    return _several_formats(base, fits, values)


def _one_format(base: ColumnGuess, best: Sequence[str], values: Sequence[str]) -> ColumnGuess | None:
    if best == ["yyyymmdd"]:
        named = bool(_NAMED_DATE.search(base.name))
        if not all("1900" <= value[:4] <= "2100" for value in values):
            return None
        text = _("Eight digits that are all possible dates.")
        guess = replace(base, kind="date", formats=("yyyymmdd",), reason=text)
        return guess if named else guess.unsure("kind", text)
    if len(best) > 1:
        chosen = min(best, key=lambda name: (_span(values, name), name.startswith("m") != ("/" in name)))
        text = _("No cell proves which comes first, day or month: “%s” fits both.") % values[0]
        guess = replace(base, kind="date", formats=(chosen,)).unsure("order", text)
        return guess if chosen.endswith("yyyy") else guess.unsure("century", text)
    if best[0].endswith("yy") and not best[0].endswith("yyyy"):
        text = _("Years have two digits: 00 to 68 are read as 2000 to 2068.")
        return replace(base, kind="date", formats=(best[0],)).unsure("century", text)
    return replace(
        base, kind="date", formats=(best[0],), reason=_("Every cell looked at is a date written %s.") % best[0]
    )


def _several_formats(base: ColumnGuess, fits: dict[str, set[str]], values: Sequence[str]) -> ColumnGuess | None:
    chosen: list[str] = []
    covered: set[str] = set()
    while len(covered) < len(values) and len(chosen) < 3:
        name = max(fits, key=lambda name: len(fits[name] - covered))
        if len(fits[name] - covered) == 0:
            break
        chosen.append(name)
        covered |= fits[name]
    if len(covered) < ENOUGH * len(values):
        return None
    odd = next((value for value in values if value not in covered), None)
    if any(_swapped(name) in chosen for name in chosen):
        what, text = "order", _("Some cells can only be day before month, others only month before day.")
    elif odd is not None:
        what, text = "exceptions", _("Nearly every cell is a date, but not “%s”.") % odd[:60]
    else:
        what, text = "format", _("Dates are written in several ways: %s.") % ", ".join(chosen)
    return replace(base, kind="date", formats=tuple(chosen)).unsure(what, text)


def settle_order(guess: ColumnGuess, proven: Set[str]) -> ColumnGuess:
    """Takes day-before-month or the reverse from columns of the same file that prove it."""
    name = guess.formats[0]
    swapped = _swapped(name)
    if guess.unproven == ("order",) and len(guess.formats) == 1 and swapped and len({name, swapped} & proven) == 1:
        chosen = ({name, swapped} & proven).pop()
        text = _("Another column of the file proves %s.") % chosen
        return replace(guess, formats=(chosen,), unproven=(), certain=True, reason=text)
    return guess


def _swapped(name: str) -> str:
    if name[:1] == "d" and name[2:3] == "m" and "mon" not in name:
        return f"m{name[1]}d{name[3:]}"
    if name[:1] == "m" and name[2:3] == "d":
        return f"d{name[1]}m{name[3:]}"
    return ""


def _span(values: Sequence[str], name: str) -> int:
    days = [found.toordinal() for value in values[:300] if (found := date_in(value, name))]
    return max(days) - min(days) if days else 0
