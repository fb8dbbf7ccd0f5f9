"""Undo what was written: a note goes, gets its earlier words back, or comes back."""

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, NotAllowed, Refused, unit_of_work
from amity.records.notes.commands import change_note, delete_note, write_note
from amity.records.notes.models import Note
from amity.records.undo.plans import CHANGING, LEAVING, WRITING, Line, Plan
from amity.records.undo.queries import records_of
from amity.records.undo.requests import Told, told_about

NAMES = frozenset({"note.written", "note.changed", "note.deleted"})


def wants(name: str) -> bool:
    return name in NAMES


def plan_notes(facts: list[Told], plan: Plan) -> None:
    """The inverse of writing, changing and deleting notes."""
    seen = records_of((fact.about[0] for fact in facts), seen_by=plan.by)
    notes = Note.objects.in_bulk([fact.data["note_id"] for fact in facts])
    for fact in facts:
        ref, note, data = fact.about[0], notes.get(fact.data["note_id"]), fact.data
        if ref not in seen:
            continue
        line = Line(ref, str(_("Note")))
        if fact.name == "note.deleted":
            if note is not None:
                plan.done += 1
                continue
            line.then = data["text"]
            _add(plan, line, WRITING, partial(_rewrite, fact))
            continue
        wrote = data["text"] if fact.name == "note.written" else data["after"]
        if note is None:
            if fact.name == "note.written":
                plan.done += 1
            else:
                plan.lines.append(Line(ref, line.label, reason=_("It was deleted since.")))
            continue
        line.now = note.text
        line.then = "" if fact.name == "note.written" else data["before"]
        if fact.name == "note.changed" and note.text == data["before"]:
            plan.done += 1
        elif note.text != wrote:
            line.reason = _("It was changed since.")
            plan.lines.append(line)
        elif fact.name == "note.written":
            _add(plan, line, LEAVING, partial(delete_note, note.uid))
        else:
            _add(plan, line, CHANGING, partial(change_note, note.uid, text=data["before"]))


def _add(plan: Plan, line: Line, order: int, command: Callable[..., object]) -> None:
    plan.lines.append(line)
    plan.acts.append((order, partial(_act, command, line)))


def _act(command: Callable[..., object], line: Line, by: Actor) -> None:
    try:
        with unit_of_work():
            command(by=by)
    except (Refused, NotAllowed) as refused:
        line.reason = str(refused)
    except Missing:
        line.reason = _("It is not there any more.")


def _rewrite(fact: Told, *, by: Actor) -> None:
    """Write a deleted note again, as of when it was written; it belongs to who brings it back."""
    if by.account_id != fact.actor_id and not by.is_administrator:
        raise NotAllowed(_("Only who deleted it and administrators bring it back."))
    written = [
        item
        for item in told_about(fact.about[0], names={"note.written"})
        if item.data["note_id"] == fact.data["note_id"]
    ]
    write_note(fact.about[0], text=fact.data["text"], by=by, occurred_at=written[-1].occurred_at if written else None)
