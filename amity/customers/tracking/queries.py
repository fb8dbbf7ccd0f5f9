"""The only readers of tracked names."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from amity.customers.tracking.models import TrackedName
from amity.kernel.commands import Actor
from amity.kernel.facts.models import Occurrence
from amity.kernel.paging import capped_count
from amity.kernel.text import sort_key
from amity.records.kinds.numbers import PERSON
from amity.workspace.access.visibility import require_administrator

PAGE = 50


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, how often it was told (up to 10,000; True for more), and when it happened last."""

    name: str
    first_seen_at: datetime
    count: tuple[int, bool]
    last: datetime | None


def tracked_names(*, seen_by: Actor, after: str = "") -> tuple[list[NameRow], str]:
    """Names in order, a page at a time, and what the next page begins after; two index reads a name."""
    require_administrator(seen_by)
    rows = list(TrackedName.objects.filter(name__gt=after).order_by("name")[: PAGE + 1])
    return [_row(row) for row in rows[:PAGE]], rows[PAGE - 1].name if len(rows) > PAGE else ""


def names_like(words: str, *, limit: int = 20) -> list[str]:
    """Names that begin with what was typed, for choosers."""
    key = sort_key(words)
    names = TrackedName.objects.filter(name__startswith=key) if key else TrackedName.objects.all()
    return list(names.order_by("name").values_list("name", flat=True)[:limit])


def _row(row: TrackedName) -> NameRow:
    told = Occurrence.objects.filter(kind=row.number, record_kind=PERSON)
    last = told.aggregate(last=Max("occurred_at"))["last"]
    return NameRow(row.name, row.first_seen_at, capped_count(told), last)
