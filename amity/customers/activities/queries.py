"""Read calls and meetings."""

from collections.abc import Iterable
from typing import Any

from amity.customers.activities.models import Activity
from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.refs import Ref
from amity.records.kinds.registry import find_record
from amity.records.timeline.texts import LivingText
from amity.workspace.accounts.queries import account_refs


def get_activity(uid: Any, *, seen_by: Actor) -> Activity:
    """One call or meeting; Missing when there is none or the actor may not see what it is about."""
    activity = Activity.objects.filter(uid=uid).first()
    if activity is None:
        raise Missing("no such activity")
    find_record(Ref(activity.record_kind, activity.record_id), seen_by=seen_by)
    return activity


def living_texts(ids: Iterable[int]) -> dict[int, LivingText]:
    """What calls and meetings say now, by id, for the timeline of a record the viewer sees."""
    rows = Activity.objects.filter(pk__in=list(ids)).values_list("pk", "text", "author_id", "uid")
    return {pk: LivingText(text, author_id, f"/activities/{uid}") for pk, text, author_id, uid in rows}


def activity_by_id(activity_id: int) -> Activity:
    """The call or meeting a command has just logged."""
    return Activity.objects.get(pk=activity_id)


def author_of(activity: Activity) -> tuple[Any, str] | None:
    """(public key, name) of who wrote it."""
    return account_refs([activity.author_id]).get(activity.author_id) if activity.author_id else None
