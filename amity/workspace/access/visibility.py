"""The one filter that decides which records an actor sees."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, NotAllowed
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.teams.queries import teammate_ids

M = TypeVar("M", bound=Model)


def reach_of(actor: Actor, record_kind: int) -> Reach:
    """How far `actor` sees records of a kind (one query for those who are not administrators)."""
    if actor.is_administrator:
        return Reach.EVERYONE
    found = Visibility.objects.filter(record_kind=record_kind).values_list("reach", flat=True).first()
    return Reach(found) if found else Reach.EVERYONE


def visible(rows: QuerySet[M], actor: Actor, record_kind: int) -> QuerySet[M]:
    """The records of `rows` that `actor` may see: all, their team's and their own, or their own.

    A record without owner and team is seen by everyone who sees everyone's, and by administrators.
    """
    reach = reach_of(actor, record_kind)
    if reach == Reach.EVERYONE:
        return rows
    if reach == Reach.OWN or not actor.team_ids:
        return rows.filter(owner_id=actor.account_id)
    # Plain lists: with a subquery inside the OR, PostgreSQL reads the whole table instead of two indexes.
    owners = {actor.account_id, *teammate_ids(actor.team_ids)}
    return rows.filter(Q(owner_id__in=sorted(filter(None, owners))) | Q(team_id__in=sorted(actor.team_ids)))


def require_writer(actor: Actor) -> None:
    """Raise NotAllowed for an actor who may only read."""
    if not actor.may_write:
        raise NotAllowed(_("Your role is read-only. An administrator can change that."))


def require_administrator(actor: Actor) -> None:
    """Raise NotAllowed for anyone but administrators."""
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator can do this."))
