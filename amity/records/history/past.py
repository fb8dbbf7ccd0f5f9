"""A record as it was at the end of a day: its values now, walked back through the changes told since."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Min

from amity.kernel.commands import Actor
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.facts.refs import Ref
from amity.kernel.facts.words import ChangedField
from amity.kernel.time import zone
from amity.records.kinds.models import Record
from amity.records.kinds.naming import Names
from amity.records.kinds.registry import kind_numbered
from amity.records.undo.fields import same
from amity.records.undo.requests import told

UNKNOWN = object()
"""A value that no fact keeps: erased, or never written down."""


@dataclass(frozen=True, slots=True)
class PastField:
    """`words.before` is what it held then, `words.after` what it holds now."""

    words: ChangedField
    is_known: bool
    is_same: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A record at the end of `day`; `is_there` is False before its history begins.

    `written_down` is when it came into the book, where that was later: an import brings what is older than itself.
    """

    day: date
    is_there: bool
    fields: list[PastField]
    written_down: datetime | None = None

    @property
    def differing(self) -> int:
        return sum(not item.is_same for item in self.fields)


def as_of(record: Record, day: date, *, seen_by: Actor) -> Past:
    """The record as our book had it when `day` ended on the viewer's calendar: by when changes were written down."""
    end = datetime.combine(day + timedelta(days=1), time(), zone(seen_by.time_zone))
    began, first_id = _about(record.ref).aggregate(Min("occurred_at"), Min("fact_id")).values()
    if began is not None and min(began, record.created_at) >= end:
        return Past(day, False, [])
    first = told([first_id]) if first_id else []
    written_down = first[0].recorded_at if first and first[0].recorded_at >= end else None
    kind = kind_numbered(record.record_kind)
    now: dict[str, Any] = kind.editing.values_of([record])[record.pk] if kind.editing else {}
    then = values_at(record.ref, now, end)
    pairs = {name: [None if then[name] is UNKNOWN else then[name], value] for name, value in now.items()}
    words = Names([(*record.ref, pairs)], seen_by=seen_by).words(*record.ref, pairs)
    fields = [
        PastField(item, then[item.field] is not UNKNOWN, same(then[item.field], now[item.field])) for item in words
    ]
    # What was and is empty says nothing.
    shown = [item for item in fields if item.words.before or item.words.after or not item.is_known]
    return Past(day, True, shown, written_down)


def values_at(ref: Ref, now: dict[str, Any], moment: datetime) -> dict[str, Any]:
    """`now` as it was before everything written down from `moment` on; UNKNOWN where no fact keeps it (one query)."""
    then = dict(now)
    ids = _about(ref).values("fact_id")
    rows = StoredFact.objects.filter(pk__in=ids, recorded_at__gte=moment).order_by("-pk").values_list("pk", flat=True)
    for fact in reversed(told(list(rows))):
        changed = fact.changes
        if changed is None or changed[0] != ref:
            continue
        for name, pair in changed[1].items():
            if name in then:
                is_kept = isinstance(pair, list) and len(pair) == 2 and not _is_a_count(pair[0], now[name])
                then[name] = pair[0] if is_kept else UNKNOWN
    return then


def _about(ref: Ref) -> Any:
    return FactAbout.objects.filter(record_kind=ref.kind, record_id=ref.id)


def _is_a_count(before: Any, now: Any) -> bool:
    """Long lists are told by their length alone."""
    return isinstance(now, list) and isinstance(before, int)
