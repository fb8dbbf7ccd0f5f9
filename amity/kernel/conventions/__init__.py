"""How whoever looks writes numbers and days: said once a request, read by everything that shows or reads a figure.

Without a choice of their own it is as the language of the moment has it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import get_format
from django.utils.translation import get_language

NO_BREAK = "\N{NO-BREAK SPACE}"
# A way to write is stored as its own example: (decimal mark, group mark).
NUMBER_FORMATS = {
    "1,234.56": (".", ","),
    "1.234,56": (",", "."),
    "1 234,56": (",", NO_BREAK),
    "1'234.56": (".", "\N{RIGHT SINGLE QUOTATION MARK}"),
}
DAY_FORMATS = {"YYYY-MM-DD": "ymd-", "DD.MM.YYYY": "dmy.", "MM/DD/YYYY": "mdy/", "DD/MM/YYYY": "dmy/"}
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
_PARTS = {"y": r"(?P<y>\d{4})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})"}


@dataclass(frozen=True, slots=True)
class Conventions:
    """Keys of NUMBER_FORMATS and DAY_FORMATS, "" for the language's own."""

    numbers: str = ""
    days: str = ""


_BY_LANGUAGE = Conventions()
_here: ContextVar[Conventions] = ContextVar("conventions", default=_BY_LANGUAGE)
conventions = _here.get


@contextmanager
def written_as(chosen: Conventions) -> Iterator[None]:
    """Write and read figures and days as `chosen` until the block ends."""
    token = _here.set(chosen)
    try:
        yield
    finally:
        _here.reset(token)


def separators() -> tuple[str, str]:
    """(decimal mark, group mark) of here and now."""
    return separators_of(_here.get().numbers, get_language() or "en")


@lru_cache(maxsize=256)
def separators_of(numbers: str, language: str) -> tuple[str, str]:
    """(decimal mark, group mark) of a choice, or of a language where nothing was chosen."""
    if numbers in NUMBER_FORMATS:
        return NUMBER_FORMATS[numbers]
    point, group = get_format("DECIMAL_SEPARATOR", language), get_format("THOUSAND_SEPARATOR", language)
    return str(point), str(group).replace(" ", NO_BREAK)


def written_day(day: date, days: str) -> str:
    """A day in one of DAY_FORMATS: 2026-11-22, 22.11.2026."""
    order, mark = DAY_FORMATS[days][:3], DAY_FORMATS[days][3]
    parts = {"y": f"{day.year:04}", "m": f"{day.month:02}", "d": f"{day.day:02}"}
    return mark.join(parts[part] for part in order)


def read_day(text: str) -> date | None:
    """The day that `text` writes in the chosen order or as ISO has it; None when it is neither or no such day is."""
    chosen = _here.get().days
    for pattern in (_pattern("YYYY-MM-DD"), *([_pattern(chosen)] if chosen in DAY_FORMATS else [])):
        if found := pattern.fullmatch(text.strip()):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


@lru_cache(maxsize=8)
def _pattern(days: str) -> re.Pattern[str]:
    # Who writes 22.11.2026 also types 22/11/2026: the order says what is what, not the mark between.
    mark = "-" if days == "YYYY-MM-DD" else r"\s*[./-]\s*"
    return re.compile(mark.join(_PARTS[part] for part in DAY_FORMATS[days][:3]))


def language_first_weekday(language: str) -> int:
    """The day a week begins with where `language` is spoken, Monday is 0."""
    return (int(get_format("FIRST_DAY_OF_WEEK", language)) - 1) % 7
