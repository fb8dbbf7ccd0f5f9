"""Log, change and delete calls and meetings."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.activities import facts
from amity.customers.activities.models import Activity, Kind
from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, command, locked
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.records.kinds.registry import find_record
from amity.records.timeline.writing import checked_moment, checked_text
from amity.workspace.access.visibility import require_writer

LONGEST_MINUTES = 7 * 24 * 60
_LOGGED: dict[Kind, Any] = {
    Kind.CALL: facts.CallLogged,
    Kind.MEETING: facts.MeetingLogged,
}
_CHANGED: dict[Kind, Any] = {
    Kind.CALL: facts.CallChanged,
    Kind.MEETING: facts.MeetingChanged,
}
_DELETED: dict[Kind, Any] = {
    Kind.CALL: facts.CallDeleted,
    Kind.MEETING: facts.MeetingDeleted,
}


@command("activities.log_call")
def log_call(
    ref: Ref, *, by: Actor, text: str = "", occurred_at: datetime | None = None, minutes: int | None = None
) -> int:
    """Log a call with whom or what `ref` names; return its id. Missing when the actor may not see the record."""
    return _log(Kind.CALL, ref, text, occurred_at, minutes, by)


@command("activities.log_meeting")
def log_meeting(
    ref: Ref, *, by: Actor, text: str = "", occurred_at: datetime | None = None, minutes: int | None = None
) -> int:
    """Log a meeting with whom or what `ref` names; return its id. Missing when the actor may not see the record."""
    return _log(Kind.MEETING, ref, text, occurred_at, minutes, by)


@command("activities.change")
def change_activity(uid: Any, *, text: str, minutes: int | None, by: Actor) -> None:
    """Change what was written down; only its author and administrators may."""
    activity = _own_activity(uid, by)
    wanted = {"text": checked_text(text, may_be_empty=True), "minutes": _checked_minutes(minutes)}
    changes = {
        name: [getattr(activity, name), value] for name, value in wanted.items() if value != getattr(activity, name)
    }
    if not changes:
        return
    for name in changes:
        setattr(activity, name, wanted[name])
    activity.save(update_fields=list(changes))
    record(_CHANGED[Kind(activity.kind)](activity_id=activity.pk, changes=changes), about=[_ref(activity)], by=by)


@command("activities.delete")
def delete_activity(uid: Any, *, by: Actor) -> None:
    """Delete a call or meeting; only its author and administrators may."""
    activity = _own_activity(uid, by)
    record(_DELETED[Kind(activity.kind)](activity_id=activity.pk, text=activity.text), about=[_ref(activity)], by=by)
    activity.delete()


def _log(kind: Kind, ref: Ref, text: str, occurred_at: datetime | None, minutes: int | None, by: Actor) -> int:
    find_record(ref, seen_by=by)
    require_writer(by)
    text, moment = checked_text(text, may_be_empty=True), checked_moment(occurred_at)
    activity = Activity.objects.create(
        record_kind=ref.kind,
        record_id=ref.id,
        kind=kind,
        text=text,
        minutes=_checked_minutes(minutes),
        occurred_at=moment,
        author_id=by.account_id,
    )
    fact = _LOGGED[kind](activity_id=activity.pk, text=text, minutes=activity.minutes)
    record(fact, about=[ref], by=by, occurred_at=moment)
    return activity.pk


def _checked_minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise Invalid("activity.minutes", _("Give the length in minutes, at most a week."), "minutes")
    return minutes


def _own_activity(uid: Any, by: Actor) -> Activity:
    activity = locked(Activity.objects.filter(uid=uid)).first()
    if activity is None:
        raise Missing("no such activity")
    find_record(_ref(activity), seen_by=by)
    require_writer(by)
    if not by.is_administrator and activity.author_id != by.account_id:
        raise NotAllowed(_("Only its author and administrators change this."))
    return activity


def _ref(activity: Activity) -> Ref:
    return Ref(activity.record_kind, activity.record_id)
