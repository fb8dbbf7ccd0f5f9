"""Undo what makes, trashes and restores records: made goes to the trash, trashed comes back."""

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import Min
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, NotAllowed, Refused, SetResult, unit_of_work
from amity.kernel.facts.models import FactAbout
from amity.kernel.facts.refs import Ref
from amity.records.kinds.models import Record
from amity.records.kinds.registry import kind_numbered
from amity.records.trash.commands import restore_records, trash_records
from amity.records.undo.plans import LEAVING, RETURNING, Line, Plan
from amity.records.undo.requests import Told, kinds_of_making, later_facts

# What undoing and trashing tell themselves is no change of the record.
_OURS = frozenset({"record.trashed", "record.restored", "changes.undone"})


def wants(name: str) -> bool:
    return name in ("record.trashed", "record.restored") or name in kinds_of_making()


def plan_records(facts: list[Told], plan: Plan) -> None:
    """The inverse of making, trashing and restoring."""
    last: dict[Ref, Told] = {}
    made: dict[Ref, Told] = {}
    for fact in facts:
        if (ref := fact.making) is not None:
            made[ref] = fact
        elif fact.name in ("record.trashed", "record.restored"):
            last[Ref(fact.data["record_kind"], fact.data["record_id"])] = fact
    made = _really_made(made)
    rows = _rows({*last, *made}, plan.by)
    later = _later({ref: fact for ref, fact in made.items() if ref not in last}, facts)
    for ref, fact in last.items():
        # What was made and trashed in one go is as it was.
        if ref in made:
            plan.done += 1
        elif (row := rows.get(ref)) is None:
            if not kind_numbered(ref.kind).model._default_manager.filter(pk=ref.id).exists():
                plan.lines.append(Line(ref, "", now=fact.data.get("title", ""), reason=_("It is deleted for good.")))
        elif fact.name == "record.trashed":
            _plan_one(plan, ref, row, is_there=row.trashed_at is None, comes_back=True)
        else:
            _plan_one(plan, ref, row, is_there=row.trashed_at is not None, comes_back=False)
    for ref in made:
        row = rows.get(ref)
        if ref in last or row is None:
            continue
        if since := later.get(ref):
            line = Line(ref, "", now=kind_numbered(ref.kind).title(row), reason=_("More has happened to it since."))
            line.since = since
            plan.lines.append(line)
        else:
            _plan_one(plan, ref, row, is_there=row.trashed_at is not None, comes_back=False)


def _plan_one(plan: Plan, ref: Ref, row: Record, *, is_there: bool, comes_back: bool) -> None:
    if is_there:
        plan.done += 1
        return
    title = kind_numbered(ref.kind).title(row)
    if comes_back:
        line = Line(ref, "", now=_("%(title)s, in the trash") % {"title": title}, then=_("out of the trash"))
        plan.acts.append((RETURNING, partial(_act, restore_records, ref, line)))
    else:
        line = Line(ref, "", now=title, then=_("into the trash"))
        reason = kind_numbered(ref.kind).why_kept([ref.id]).get(ref.id, "")
        if reason:
            line.reason = reason
        else:
            plan.acts.append((LEAVING, partial(_act, trash_records, ref, line)))
    plan.lines.append(line)


def _act(command: Callable[..., SetResult], ref: Ref, line: Line, by: Actor) -> None:
    try:
        with unit_of_work():
            command([ref], by=by).only()
    except Refused as refused:
        line.reason = refused.message
    except (Missing, NotAllowed):
        line.reason = _("It is not there any more.")


def _rows(refs: Iterable[Ref], by: Actor) -> dict[Ref, Record]:
    found: dict[Ref, Record] = {}
    ids: dict[int, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    for number, some in sorted(ids.items()):
        for row in kind_numbered(number).even_in_trash(by).filter(pk__in=some):
            found[row.ref] = row
    return found


def _really_made(made: dict[Ref, Told]) -> dict[Ref, Told]:
    """Those whose first fact it is: an order placed after it was drafted was made before."""
    ids: dict[int, list[int]] = {}
    for ref in made:
        ids.setdefault(ref.kind, []).append(ref.id)
    first = {
        Ref(number, record_id): fact_id
        for number, some in ids.items()
        for record_id, fact_id in FactAbout.objects.filter(record_kind=number, record_id__in=some)
        .values_list("record_id")
        .annotate(Min("fact_id"))
    }
    return {ref: fact for ref, fact in made.items() if first.get(ref, fact.id) >= fact.id}


def _later(made: dict[Ref, Told], facts: list[Told]) -> dict[Ref, Told]:
    """The last thing that happened to each of these since, in another request and not undone by hand."""
    if not made:
        return {}
    mine = {fact.id for fact in facts}
    request_id = facts[0].request_id
    found: dict[Ref, Told] = {}
    for fact in later_facts(made, min(fact.id for fact in made.values())):
        if fact.id in mine or fact.request_id == request_id or fact.name in _OURS:
            continue
        for ref in fact.about:
            if ref in made and fact.id > made[ref].id:
                found.setdefault(ref, fact)
    return found
