"""Dates as people say them: `today`, `last month`, `the last 30 days`, `2026-01`, by the clock of whoever looks."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.filters.errors import BadValue
from amity.kernel.time import zone

EARLIEST, LATEST = date(1000, 1, 1), date(8999, 12, 31)
MOST = 5_000
UNITS = ("day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_UNIT = r"(day|week|month|quarter|year)"
_ROLLING = re.compile(rf"the (last|next)(?: (\d{{1,6}}))? {_UNIT}s?")
_CALENDAR = re.compile(r"(this|last|next) (week|month|quarter|year)")
_DISTANT = re.compile(rf"(\d{{1,6}}) {_UNIT}s? (ago|from now)")
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, where the viewer is; `first_weekday` is 0 for Monday to 6 for Sunday."""

    now: datetime
    zone: tzinfo
    first_weekday: int = 0

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """When a day begins, in UTC. Where that hour is skipped, it begins an hour later; where it comes twice, at the
        first: both are what `fold=0` means."""
        return datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)


def clock_of(actor: Actor, *, now: datetime | None = None) -> Clock:
    """The viewer's clock."""
    return Clock(now or timezone.now(), zone(actor.time_zone), actor.first_weekday)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days: from `start` on, before `end`; None is open."""

    start: date | None
    end: date | None


def canonical_period(text: str) -> str:
    """The one way to write a period; BadValue when it is none."""
    plain = " ".join(text.lower().split())
    if plain in _NAMED or _CALENDAR.fullmatch(plain):
        return plain
    if match := _ROLLING.fullmatch(plain):
        count = _count(match[2] or "1")
        return f"the {match[1]} {match[3]}" if count == 1 else f"the {match[1]} {count} {match[3]}s"
    if match := _DISTANT.fullmatch(plain):
        count = _count(match[1])
        return f"{count} {match[2]}{'' if count == 1 else 's'} {match[3]}"
    if match := _DAY.fullmatch(plain):
        first, _end = _written(match)
        return "-".join([f"{first.year:04}", f"{first.month:02}", f"{first.day:02}"][: match.lastindex])
    raise BadValue(
        _("“%(text)s” is no date. Write 2026-01-31, today, last month or the last 30 days.") % {"text": text[:60]}
    )


def days_of(period: str, clock: Clock) -> Span:
    """The days of a canonical period."""
    today = clock.today
    if period in _NAMED:
        return _one(today + timedelta(days=_NAMED[period]))
    if match := _CALENDAR.fullmatch(period):
        return _calendar(today, match[2], {"last": -1, "this": 0, "next": 1}[match[1]], clock.first_weekday)
    if match := _ROLLING.fullmatch(period):
        count = int(match[2] or 1)
        if match[1] == "last":
            return Span(moved(today, match[3], -count), today + timedelta(days=1))
        return Span(today, moved(today, match[3], count) + timedelta(days=1))
    if match := _DISTANT.fullmatch(period):
        return _one(moved(today, match[2], int(match[1]) * (-1 if match[3] == "ago" else 1)))
    match = _DAY.fullmatch(period)
    assert match, period
    return Span(*_written(match))


def moved(day: date, unit: str, count: int) -> date:
    """`count` units later; the 31st becomes the last day of a shorter month. Ends of time are kept."""
    if unit in ("day", "week"):
        ordinal = day.toordinal() + count * (7 if unit == "week" else 1)
        return date.fromordinal(min(max(ordinal, EARLIEST.toordinal()), LATEST.toordinal()))
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not EARLIEST.year <= year <= LATEST.year:
        return EARLIEST if count < 0 else LATEST
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def examples() -> Iterator[str]:
    """Periods worth offering, the most useful first."""
    yield from ("today", "yesterday", "the last 7 days", "the last 30 days", "the last 90 days", "the last year")
    for unit in ("week", "month", "quarter", "year"):
        yield from (f"this {unit}", f"last {unit}", f"next {unit}")
    yield from ("the next 7 days", "the next 30 days", "tomorrow", "30 days ago")


def _one(day: date) -> Span:
    return Span(day, day + timedelta(days=1))


def _count(digits: str) -> int:
    count = int(digits)
    if not 1 <= count <= MOST:
        raise BadValue(_("Choose a number from 1 to %(most)d.") % {"most": MOST})
    return count


def _written(match: re.Match[str]) -> tuple[date, date]:
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    unit = ("year", "month", "day")[(match.lastindex or 1) - 1]
    try:
        first = date(year, month, day)
    except ValueError:
        raise BadValue(_("There is no such day: %(text)s.") % {"text": match[0]}) from None
    if not EARLIEST <= first < LATEST:
        raise BadValue(_("Years go from %(first)d to %(last)d.") % {"first": EARLIEST.year, "last": LATEST.year})
    return first, moved(first, unit, 1)


def _calendar(today: date, unit: str, step: int, first_weekday: int) -> Span:
    if unit == "week":
        start = today - timedelta(days=(today.weekday() - first_weekday) % 7) + timedelta(weeks=step)
        return Span(start, start + timedelta(weeks=1))
    months = _MONTHS[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    start = moved(first, unit, step)
    return Span(start, moved(start, unit, 1))
