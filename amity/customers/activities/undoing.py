"""Undo calls and meetings: a logged one goes, a changed one holds what it held, a deleted one comes back."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.activities.commands import change_activity, delete_activity, log_call, log_meeting
from amity.customers.activities.models import Activity, Kind
from amity.kernel.commands import Actor, Missing, NotAllowed, Refused, unit_of_work
from amity.records.undo.plans import CHANGING, LEAVING, WRITING, Act, Line, Plan
from amity.records.undo.queries import records_of
from amity.records.undo.requests import Told, told_about

LABELS = {"call": Kind.CALL.label, "meeting": Kind.MEETING.label}
NAMES = frozenset(f"{kind}.{word}" for kind in LABELS for word in ("logged", "changed", "deleted"))


def wants(name: str) -> bool:
    return name in NAMES


def plan_activities(facts: list[Told], plan: Plan) -> None:
    """The inverse of logging, changing and deleting."""
    seen = records_of((fact.about[0] for fact in facts), seen_by=plan.by)
    found = Activity.objects.in_bulk([fact.data["activity_id"] for fact in facts])
    for fact in facts:
        if fact.about[0] in seen:
            _plan_one(fact, found.get(fact.data["activity_id"]), plan)


def _plan_one(fact: Told, activity: Activity | None, plan: Plan) -> None:
    kind, _dot, word = fact.name.partition(".")
    line = Line(fact.about[0], str(LABELS[kind]))
    if word == "deleted":
        line.then = fact.data.get("text") or str(LABELS[kind])
        act, order = partial(_log_again, kind, fact), WRITING
    elif activity is None:
        if word == "logged":
            plan.done += 1
        else:
            line.reason = _("It was deleted since.")
            plan.lines.append(line)
        return
    else:
        now, before, after = _values(word, fact, activity)
        line.now = _words(now) or str(LABELS[kind])
        line.then = _words(before)
        if word == "changed" and now == before:
            plan.done += 1
            return
        if now != after:
            line.reason = _("It was changed since.")
            plan.lines.append(line)
            return
        goal = {"text": activity.text, "minutes": activity.minutes} | before
        changing = partial(change_activity, activity.uid, **goal)
        act, order = (partial(delete_activity, activity.uid), LEAVING) if word == "logged" else (changing, CHANGING)
    plan.lines.append(line)
    plan.acts.append((order, _guarded(act, line)))


def _values(word: str, fact: Told, activity: Activity) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What it holds now, held before and held after, of the fields the fact names."""
    if word == "logged":
        after = {"text": fact.data.get("text", ""), "minutes": fact.data.get("minutes")}
        return {"text": activity.text, "minutes": activity.minutes}, {}, after
    changes = {name: pair for name, pair in fact.data["changes"].items() if isinstance(pair, list)}
    now = {name: getattr(activity, name) for name in changes}
    return now, {name: pair[0] for name, pair in changes.items()}, {name: pair[1] for name, pair in changes.items()}


def _words(values: dict[str, Any]) -> str:
    minutes = values.get("minutes")
    parts = [values.get("text") or "", _("%(count)d min") % {"count": minutes} if minutes else ""]
    return ", ".join(filter(None, parts))


def _guarded(command: Any, line: Line) -> Act:
    def act(by: Actor) -> None:
        try:
            with unit_of_work():
                command(by=by)
        except (Refused, NotAllowed) as refused:
            line.reason = str(refused)
        except Missing:
            line.reason = _("It is not there any more.")

    return act


def _log_again(kind: str, fact: Told, *, by: Actor) -> None:
    """Log a deleted one again, as of when it was; it belongs to who brings it back."""
    if by.account_id != fact.actor_id and not by.is_administrator:
        raise NotAllowed(_("Only who deleted it and administrators bring it back."))
    ref, wanted = fact.about[0], fact.data["activity_id"]
    earlier = told_about(ref, names={f"{kind}.logged", f"{kind}.changed"})
    mine = [item for item in earlier if item.data["activity_id"] == wanted]
    minutes, occurred_at = None, None
    for item in mine:
        if item.name.endswith(".logged"):
            minutes, occurred_at = item.data.get("minutes"), item.occurred_at
        elif isinstance(pair := item.data["changes"].get("minutes"), list):
            minutes = pair[1]
    log = log_call if kind == "call" else log_meeting
    log(ref, text=fact.data.get("text", ""), minutes=minutes, occurred_at=occurred_at, by=by)
