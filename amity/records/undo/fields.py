"""Changed fields go back where they still hold what the change wrote."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, Refused, locked, unit_of_work
from amity.kernel.facts.refs import Ref
from amity.records.kinds.changing import RecordChange, Values
from amity.records.kinds.living import trashed_among
from amity.records.kinds.naming import Names
from amity.records.kinds.registry import RecordKind, kind_numbered
from amity.records.undo.plans import CHANGING, Line, Plan
from amity.records.undo.requests import Told, kinds_of_change, later_facts


@dataclass(slots=True)
class Written:
    """What one request did to one field; `fact_id` is its last word on it."""

    before: Any
    after: Any
    fact_id: int
    is_known: bool = True


Fields = dict[str, Written]


def wants(name: str) -> bool:
    return name in kinds_of_change()


def plan_fields(facts: list[Told], plan: Plan) -> None:
    """The inverse of every fact that tells of changed fields."""
    written = _written(facts)
    by_kind: dict[int, dict[int, Fields]] = defaultdict(dict)
    for ref, fields in written.items():
        by_kind[ref.kind][ref.id] = fields
    for number, records in sorted(by_kind.items()):
        try:
            kind = kind_numbered(number)
        except Missing:
            continue
        if kind.editing is not None:
            _plan_kind(kind, records, plan)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same: facts keep moments to the millisecond, as text."""
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        first, second = _moment(one), _moment(other)
        return first is not None and first == second
    return False


def _written(facts: list[Told]) -> dict[Ref, Fields]:
    """The first before and the last after of each field, whatever lay between."""
    found: dict[Ref, Fields] = {}
    for fact in facts:
        changed = fact.changes
        for field, pair in (changed[1] if changed else {}).items():
            fields = found.setdefault(changed[0] if changed else fact.about[0], {})
            is_known = isinstance(pair, list) and len(pair) == 2
            before, after = pair if is_known else (None, None)
            if field in fields:
                first = fields[field]
                fields[field] = Written(first.before, after, fact.id, first.is_known and is_known)
            else:
                fields[field] = Written(before, after, fact.id, is_known)
    return found


def _plan_kind(kind: RecordKind, records: dict[int, Fields], plan: Plan) -> None:
    assert kind.editing is not None
    rows = kind.visible_to(plan.by).filter(pk__in=records)
    found = {row.pk: row for row in (locked(rows) if plan.is_locked else rows.order_by("pk"))}
    now = kind.editing.values_of(list(found.values())) if found else {}
    names = _names(kind, records, now, plan.by)
    conflicts: list[tuple[Line, Ref, str, int]] = []
    for record_id, row in found.items():
        back = _back(kind, row.ref, records[record_id], now[record_id], names, plan, conflicts)
        if back:
            lines, values = back
            change = RecordChange(record_id, values, version=row.version, was={f: now[record_id][f] for f in values})
            plan.acts.append((CHANGING, partial(_carry_out, kind, change, lines)))
    missing = records.keys() - found.keys()
    for record_id in sorted(trashed_among(kind.number, missing)):
        if kind.even_in_trash(plan.by).filter(pk=record_id).exists():
            plan.lines.append(Line(Ref(kind.number, record_id), "", reason=_("It is in the trash.")))
    _find_who(conflicts)


def _back(
    kind: RecordKind,
    ref: Ref,
    fields: Fields,
    now: Values,
    names: Names,
    plan: Plan,
    conflicts: list[tuple[Line, Ref, str, int]],
) -> tuple[dict[str, Line], Values] | None:
    assert kind.editing is not None
    goal = now | {field: item.before for field, item in fields.items() if item.is_known and field in now}
    follows = kind.editing.follows(goal)
    lines: dict[str, Line] = {}
    values: Values = {}
    for field, item in fields.items():
        if field in follows or (item.is_known and same(item.before, item.after)):
            continue
        is_there = field in now
        if is_there and item.is_known and same(now[field], item.before):
            plan.done += 1
            continue
        pair = [now[field] if is_there else item.after, item.before]
        words = names.words(ref.kind, ref.id, {field: pair})[0]
        line = Line(ref, words.label, words.before, words.after)
        plan.lines.append(line)
        if not item.is_known:
            line.reason = _("What it was before is not known any more.")
        elif not is_there or (type(item.before) is not type(now[field]) and _is_a_count(item.before, now[field])):
            line.reason = _("This cannot be taken back by itself.")
        elif not same(now[field], item.after):
            line.reason = _("It was changed since.")
            conflicts.append((line, ref, field, item.fact_id))
        else:
            lines[field], values[field] = line, item.before
    return (lines, values) if values else None


def _is_a_count(before: Any, now: Any) -> bool:
    """Long lists are told by their length alone."""
    return isinstance(now, list) and isinstance(before, int)


def _carry_out(kind: RecordKind, change: RecordChange, lines: dict[str, Line], by: Actor) -> None:
    """Set the fields back; those a rule refuses now stay, and the others are tried without them."""
    assert kind.editing is not None
    while change.set:
        try:
            with unit_of_work():
                kind.editing.update([change], by=by).only()
            return
        except Refused as refused:
            stuck = [refused.field] if refused.field in change.set else list(change.set)
            for field in stuck:
                lines[field or ""].reason = refused.message
            change.set = {field: value for field, value in change.set.items() if field not in stuck}


def _names(kind: RecordKind, records: dict[int, Fields], now: dict[int, Values], by: Actor) -> Names:
    return Names(
        [
            (kind.number, record_id, {field: [values.get(field), item.before] for field, item in fields.items()})
            for record_id, fields in records.items()
            if (values := now.get(record_id)) is not None
        ],
        seen_by=by,
    )


def _find_who(conflicts: list[tuple[Line, Ref, str, int]]) -> None:
    """Put on each conflict the last change of its field (three queries for all of them)."""
    if not conflicts:
        return
    later = later_facts(
        {ref for _line, ref, _field, _id in conflicts},
        min(fact_id for *_rest, fact_id in conflicts),
        names=kinds_of_change(),
    )
    latest: dict[tuple[Ref, str], Told] = {}
    for fact in later:
        changed = fact.changes
        for field in changed[1] if changed else ():
            latest.setdefault((changed[0] if changed else fact.about[0], field), fact)
    for line, ref, field, _fact_id in conflicts:
        line.since = latest.get((ref, field))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000) if moment.tzinfo else None
