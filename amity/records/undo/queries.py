"""Read what a request changed and whether it can be undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amity.kernel.commands import Actor, Missing, Origin
from amity.kernel.facts.refs import Ref
from amity.records.kinds.models import Record
from amity.records.kinds.registry import RecordKind, kind_numbered
from amity.records.undo.models import Undoing
from amity.records.undo.plans import Line, Plan, is_undoable, plan_of
from amity.records.undo.requests import facts_of_request
from amity.workspace.accounts.queries import account_names


@dataclass(frozen=True, slots=True)
class Undid:
    """Who undid a request when, and the request that did it."""

    who: str
    at: datetime
    request_id: str


@dataclass(frozen=True, slots=True)
class RecordLines:
    """The lines of one record; `path` is "" while it lies in the trash."""

    kind: RecordKind
    title: str
    path: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A request as one change: what would go back now, what stays and why; `undone` when it was undone."""

    request_id: str
    who: str
    at: datetime
    going: list[RecordLines]
    staying: list[RecordLines]
    undone: Undid | None

    @property
    def may_undo(self) -> bool:
        return bool(self.going) and self.undone is None


def change_page(request_id: str, *, seen_by: Actor) -> ChangePage:
    """What one request changed, as far as the viewer sees it; Missing when that is nothing."""
    facts = facts_of_request(request_id)
    plan = plan_of(facts, by=seen_by)
    if not plan.lines and not plan.done:
        raise Missing("no such change")
    undone = Undoing.objects.filter(request_id=request_id).first()
    since = [line.since.actor_id for line in plan.lines if line.since and line.since.actor_id]
    names = account_names({facts[0].actor_id or 0, *since, (undone.account_id or 0) if undone else 0})
    for line in plan.lines:
        if line.since:
            line.who = names.get(line.since.actor_id or 0, "Amity")
    return ChangePage(
        request_id=request_id,
        who=names.get(facts[0].actor_id or 0, "Amity"),
        at=facts[0].recorded_at,
        going=_by_record(plan, plan.going),
        staying=_by_record(plan, plan.staying),
        undone=_undid(undone, names) if undone else None,
    )


def has_undoable_changes(request_id: str) -> bool:
    """Whether a request told anything that can be undone, whoever may see it; one query."""
    return any(is_undoable(fact.name) for fact in facts_of_request(request_id))


def may_be_undone(name: str, origin: str) -> bool:
    """Whether a fact of this kind that came this way belongs to a request that can be undone at all."""
    return origin != Origin.IMPORT and is_undoable(name)


def undone_requests(request_ids: Iterable[str | None], *, seen_by: Actor) -> dict[str, Undid]:
    """Those of these requests that are undone now; at most two queries."""
    rows = list(Undoing.objects.filter(request_id__in={text for text in request_ids if text}))
    names = account_names({row.account_id for row in rows if row.account_id}) if rows else {}
    return {row.request_id: _undid(row, names) for row in rows}


def undoing_requests(request_ids: Iterable[str | None]) -> set[str]:
    """Those of these requests that undid another; one query."""
    wanted = {text for text in request_ids if text}
    return set(Undoing.objects.filter(undone_by__in=wanted).values_list("undone_by", flat=True))


def records_of(refs: Iterable[Ref], *, seen_by: Actor) -> dict[Ref, Record]:
    """The records of these refs that the viewer sees, or would outside the trash; one query a kind."""
    by_kind: dict[int, set[int]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, set()).add(ref.id)
    return {
        row.ref: row
        for number, ids in by_kind.items()
        for row in kind_numbered(number).even_in_trash(seen_by).filter(pk__in=ids)
    }


def _undid(row: Undoing, names: Mapping[int, str]) -> Undid:
    return Undid(names.get(row.account_id or 0, "Amity"), row.undone_at, row.undone_by)


def _by_record(plan: Plan, lines: list[Line]) -> list[RecordLines]:
    found = records_of((line.ref for line in lines), seen_by=plan.by)
    grouped: dict[Ref, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.ref, []).append(line)
    shown = []
    for ref, some in grouped.items():
        kind, record = kind_numbered(ref.kind), found.get(ref)
        title = kind.title(record) if record else ""
        path = kind.path(record) if record and record.trashed_at is None else ""
        shown.append(RecordLines(kind, title, path, some))
    return shown
