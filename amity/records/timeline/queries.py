"""The history of a record, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, IntegerField, Q

from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.groups import Group, group_named, groups
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.facts.refs import Ref
from amity.kernel.paging.tokens import decode_token, encode_token
from amity.kernel.time import zone
from amity.records.kinds.models import Record
from amity.records.kinds.registry import RecordKind, find_record, kind_numbered
from amity.records.timeline.entries import TimelineEntry, entries_of

SIZE = 30
MOST = 200
_KEY = (DateTimeField(), IntegerField())


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Entries, newest first; `older` is the token of the next page, None at the beginning of history."""

    entries: list[TimelineEntry]
    older: str | None


@dataclass(frozen=True, slots=True)
class TimelineOutline:
    """Which groups a record's history has, and the years it spans, newest first."""

    groups: list[Group]
    years: list[int]


def timeline(
    about: Ref | Record, *, seen_by: Actor, group: str | None = None, before: str | None = None, size: int = SIZE
) -> TimelinePage:
    """One page of a record's history, of one group if named (a group nobody knows is empty).

    `about` is a record that a query with `seen_by` gave, or its Ref, which is looked up: Missing when the actor may
    not see it. `before` is the token of an earlier page (or of `before_year`); Invalid when it is not ours.
    """
    ref = _seen(about, seen_by)
    if group is not None and group_named(group).name != group:
        return TimelinePage([], None)
    size = min(size, MOST)
    rows = FactAbout.objects.filter(record_kind=ref.kind, record_id=ref.id)
    if group is not None:
        rows = rows.filter(group_number=group_named(group).number)
    if before:
        moment, fact_id = decode_token(before, _KEY)
        rows = rows.filter(Q(occurred_at__lte=moment) & (Q(occurred_at__lt=moment) | Q(fact_id__lt=fact_id)))
    found = list(rows.order_by("-occurred_at", "-fact_id").values_list("occurred_at", "fact_id")[: size + 1])
    older = encode_token(found[size - 1]) if len(found) > size else None
    entries = entries_of([fact_id for _, fact_id in found[:size]], seen_by=seen_by, apart_from=ref)
    return TimelinePage(entries, older)


def before_year(year: int, *, seen_by: Actor) -> str:
    """The token of the page that begins with the last entry of `year`, as the viewer's calendar has it."""
    return encode_token((_new_year(min(max(year, 1), 9000) + 1, zone(seen_by.time_zone)), 0))


def timeline_outline(about: Ref | Record, *, seen_by: Actor) -> TimelineOutline:
    """The groups and years of a record's history: one query of index seeks, whatever its length."""
    ref = _seen(about, seen_by)
    known = groups()
    edge = (
        "SELECT %s AS n, (SELECT MIN(occurred_at) FROM fact_about WHERE record_kind = %s AND record_id = %s"
        " AND group_number = %s) AS first, (SELECT MAX(occurred_at) FROM fact_about WHERE record_kind = %s"
        " AND record_id = %s AND group_number = %s) AS last"
    )
    parameters: list[int] = []
    for group in known:
        parameters += [group.number, *ref, group.number, *ref, group.number]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([edge] * len(known)), parameters)
        found = {number: (_moment(first), _moment(last)) for number, first, last in cursor.fetchall() if first}
    if not found:
        return TimelineOutline([], [])
    here = zone(seen_by.time_zone)
    first = min(first for first, _last in found.values()).astimezone(here).year
    last = max(last for _first, last in found.values()).astimezone(here).year
    return TimelineOutline([group for group in known if group.number in found], list(range(last, first - 1, -1)))


@dataclass(frozen=True, slots=True)
class EntryOnItsOwn:
    """An entry and the records it is about that the viewer may see, each with its kind."""

    entry: TimelineEntry
    records: list[tuple[RecordKind, Record]]


def entry(fact_id: int, *, seen_by: Actor) -> EntryOnItsOwn:
    """One entry; Missing unless the actor may see a record it is about."""
    about = StoredFact.objects.filter(pk=fact_id).values_list("about", flat=True).first()
    records = [found for pair in about or () if (found := _record_if_seen(Ref(*pair), seen_by))]
    if not records:
        raise Missing("no such entry")
    return EntryOnItsOwn(entries_of([fact_id], seen_by=seen_by)[0], records)


def _seen(about: Ref | Record, seen_by: Actor) -> Ref:
    if isinstance(about, Ref):
        find_record(about, seen_by=seen_by)
        return about
    return about.ref


def _record_if_seen(ref: Ref, seen_by: Actor) -> tuple[RecordKind, Record] | None:
    try:
        return kind_numbered(ref.kind), find_record(ref, seen_by=seen_by)
    except Missing:
        return None


def _new_year(year: int, here: tzinfo) -> datetime:
    return datetime(year, 1, 1, tzinfo=here).astimezone(UTC)


def _moment(value: Any) -> datetime:
    """SQLite gives the text that is stored, without its zone."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)
