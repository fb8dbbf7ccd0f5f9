"""Read teams. Their names are open to whoever is signed in."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count

from amity.kernel.commands import Actor, Missing
from amity.workspace.accounts.models import Account
from amity.workspace.accounts.queries import require_administrator
from amity.workspace.teams.models import Membership, Team


def team_list(*, seen_by: Actor) -> list[Team]:
    """All teams by name, each with `member_count`."""
    return list(Team.objects.annotate(member_count=Count("memberships")).order_by("name_key"))


def get_team(uid: Any, *, seen_by: Actor) -> Team:
    """One team; Missing when there is none."""
    team = Team.objects.filter(uid=uid).first()
    if team is None:
        raise Missing("no such team")
    return team


def members(team: Team, *, seen_by: Actor) -> list[Account]:
    """The accounts of a team, by name."""
    return list(Account.objects.filter(memberships__team=team).order_by("name", "id"))


def possible_members(team: Team, *, seen_by: Actor) -> list[Account]:
    """Active accounts that are not in the team yet, by name."""
    require_administrator(seen_by)
    return list(Account.objects.filter(is_active=True).exclude(memberships__team=team).order_by("name", "id"))


def teammate_ids(team_ids: Iterable[int]) -> list[int]:
    """The accounts of all these teams."""
    return sorted(set(Membership.objects.filter(team_id__in=team_ids).values_list("account_id", flat=True)))


def team_choices(*, seen_by: Actor) -> list[tuple[int, str]]:
    """(id, name) of all teams by name, for a form; open to whoever is signed in."""
    return list(Team.objects.order_by("name_key").values_list("pk", "name"))


def team_names(ids: Iterable[int]) -> dict[int, str]:
    """What teams are called, by id; open to whoever is signed in."""
    return dict(Team.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def team_refs(ids: Iterable[int]) -> dict[int, tuple[UUID, str]]:
    """(public key, name) of teams by id; open to whoever is signed in."""
    rows = Team.objects.filter(pk__in=set(ids)).values_list("pk", "uid", "name")
    return {pk: (uid, name) for pk, uid, name in rows}


def team_ids(uids: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of teams by their public keys."""
    return dict(Team.objects.filter(uid__in=set(uids)).values_list("uid", "pk"))
