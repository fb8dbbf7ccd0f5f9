"""A record's history as the page shows it: entries, and the days they fall on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from amity.kernel.ui import formats


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence of a history.

    `sentence` is safe HTML (`format_html`), `body` plain text, `items` pairs of words and figure shown as a small bill,
    `meta` short facts below. `tone` is "", good, warn or bad. Small entries (field changes) take one thin line.
    """

    id: int
    at: datetime
    icon: str
    sentence: str
    href: str = ""
    body: str = ""
    items: list[tuple[str, str]] = field(default_factory=list)
    meta: list[str] = field(default_factory=list)
    tone: str = ""
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day in the viewer's zone, under its heading."""

    heading: str
    entries: list[Entry]

    def is_on(self, iso_day: str) -> bool:
        """Whether its entries are of this day."""
        return _day_of(self.entries[0]).isoformat() == iso_day


def days(entries: Iterable[Entry]) -> list[Day]:
    """Group entries, newest first, by the viewer's days."""
    today = timezone.localdate()
    return [Day(formats.day_heading(day, today), list(group)) for day, group in groupby(entries, key=_day_of)]


def _day_of(entry: Entry) -> date:
    return timezone.localtime(entry.at).date()
