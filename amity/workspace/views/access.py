"""Who has which view, and who may change it."""

from django.db.models import Q, QuerySet

from amity.kernel.commands import Actor
from amity.workspace.views.models import Audience, SavedView


def visible_to(actor: Actor) -> "QuerySet[SavedView]":
    """One's own views, those of one's teams, and everyone's. Nobody sees the personal ones of others."""
    return SavedView.objects.filter(
        Q(audience=Audience.PERSONAL, owner_id=actor.account_id)
        | Q(audience=Audience.TEAM, team_id__in=sorted(actor.team_ids))
        | Q(audience=Audience.EVERYONE)
    )


def may_change(actor: Actor, audience: str, *, owner_id: int | None, team_id: int | None) -> bool:
    """A personal view is its owner's, a team's every writer's in it, everyone's the administrators'."""
    if audience == Audience.PERSONAL:
        return owner_id == actor.account_id and actor.account_id is not None
    if audience == Audience.TEAM:
        return actor.may_write and team_id in actor.team_ids
    return actor.is_administrator
