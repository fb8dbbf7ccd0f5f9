"""Stored facts as entries of a timeline, told in the viewer's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.facts.groups import CHANGE, group_named
from amity.kernel.facts.kinds import fact_kind
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.words import ChangedField
from amity.records.kinds.naming import Names
from amity.records.timeline.subjects import Subject, subjects_of
from amity.records.timeline.texts import LivingText, living_texts
from amity.records.undo.queries import Undid, may_be_undone, undone_requests
from amity.workspace.accounts.queries import account_names


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One fact as people read it.

    `who` is '' where the sentence stands alone. `body` is what was written, as it is now; `path` is where its author
    changes it. `details` are changed fields with both values in full. `subject` is what it speaks of, like an order.
    `request_id` is what undoes it, "" where nothing does; `undone_by` who did.
    """

    fact_id: int
    kind: str
    group: str
    icon: str
    who: str
    sentence: str
    occurred_at: datetime
    recorded_at: datetime
    origin: str
    body: str = ""
    is_deleted: bool = False
    path: str = ""
    author_id: int | None = None
    details: list[ChangedField] = field(default_factory=list)
    subject: Subject | None = None
    request_id: str = ""
    undone_by: str = ""

    @property
    def permalink(self) -> str:
        return f"/history/{self.fact_id}"


COLUMNS = ("id", "kind", "origin", "actor_id", "occurred_at", "recorded_at", "request_id", "data")
Row = tuple[int, str, str, int | None, datetime, datetime, str | None, dict[str, Any]]


def entries_of(fact_ids: Sequence[int], *, seen_by: Actor) -> list[TimelineEntry]:
    """Entries of facts, in the order of the ids: a query for the facts, one for names, and one or two for each room
    whose texts or subjects are among them. The caller has made sure that the viewer may see what they are about."""
    stored: dict[int, Row] = {
        row[0]: row for row in StoredFact.objects.filter(pk__in=fact_ids).order_by().values_list(*COLUMNS)
    }
    rows = [stored[fact_id] for fact_id in fact_ids if fact_id in stored]
    actors = _actors(rows, seen_by)
    names = Names(filter(None, (_changes_in(row[-1]) for row in rows)), seen_by=seen_by)
    texts = living_texts((row[0], row[1], row[-1]) for row in rows)
    subjects = subjects_of(((row[0], row[1], row[-1]) for row in rows), seen_by=seen_by)
    undone = undone_requests((row[6] for row in rows if may_be_undone(row[1], row[2])), seen_by=seen_by)
    return [_entry(row, actors, names, texts, subjects.get(row[0]), undone) for row in rows]


def _entry(
    row: Row,
    actors: dict[int, str],
    names: Names,
    texts: dict[int, LivingText | None],
    subject: Subject | None,
    undone: dict[str, Undid],
) -> TimelineEntry:
    fact_id, name, origin, actor_id, occurred_at, recorded_at, request_id, data = row
    kind = fact_kind(name)
    who = actors.get(actor_id or 0) or (_("Somebody") if actor_id else "Amity")
    if kind is None:
        return TimelineEntry(
            fact_id, name, CHANGE.name, "history", who, name, occurred_at, recorded_at, origin
        )  # fmt: skip
    if changed := _changes_in(data):
        data = {**data, "changes": names.named(*changed)}
    group = group_named(kind.group)
    sentence = kind.tell(data)
    if not kind.names_actor:
        who, sentence = "", sentence[:1].upper() + sentence[1:]
    living = texts.get(fact_id)
    is_deleted = fact_id in texts and living is None
    return TimelineEntry(
        fact_id=fact_id,
        kind=name,
        group=group.name,
        icon=kind.icon or group.icon,
        who=who,
        sentence=sentence,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
        origin=origin,
        body="" if is_deleted else living.text if living else str(data.get(kind.body, "")) if kind.body else "",
        is_deleted=is_deleted,
        path=living.path if living else "",
        author_id=living.author_id if living else None,
        details=kind.details(data),
        subject=subject,
        request_id=request_id or "" if may_be_undone(name, origin) else "",
        undone_by=undone[request_id].who if request_id in undone and may_be_undone(name, origin) else "",
    )


def _actors(rows: Iterable[Row], seen_by: Actor) -> dict[int, str]:
    """The names of those who did what these facts tell."""
    known = {seen_by.account_id: seen_by.name} if seen_by.account_id else {}
    unknown = {row[3] for row in rows if row[3]} - known.keys()
    return known | (account_names(unknown) if unknown else {})


def _changes_in(data: dict[str, Any]) -> tuple[int, int, dict[str, Any]] | None:
    changes = data.get("changes")
    return (data.get("record_kind", 0), data.get("record_id", 0), changes) if isinstance(changes, dict) else None
