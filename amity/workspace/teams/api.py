"""Teams over the API: names for everybody, changes for administrators."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer, nothing, require_match
from amity.kernel.api.doors import Door, actor_of
from amity.kernel.api.values import Holder, Taken
from amity.kernel.commands import run_in_unit
from amity.workspace.accounts.queries import require_administrator
from amity.workspace.teams.commands import add_member, create_team, remove_member, rename_team
from amity.workspace.teams.queries import get_team, members, team_list

router = Door()


class TeamIn(Taken):
    name: str = Field(min_length=1, max_length=120)


class TeamOut(BaseModel):
    id: UUID
    name: str
    members: list[Holder]


class TeamList(BaseModel):
    items: list[Holder]


@router.route("GET", "", scope="any", answers=TeamList, name="list_teams", summary="List teams")
def list_teams(request: HttpRequest) -> HttpResponse:
    found = team_list(seen_by=actor_of(request))
    return answer(request, {"items": [{"id": str(team.uid), "name": team.name} for team in found]})


@router.route("POST", "", scope="settings", answers=TeamOut, status=201, name="create_team", summary="Make a team")
def create(request: HttpRequest, payload: TeamIn) -> HttpResponse:
    """Administrators only, as all changes of teams."""
    team = create_team(name=payload.name, by=actor_of(request))
    return answer(
        request, _one(request, team.uid), status=201, headers={"Location": f"/api/v1/teams/{team.uid}"}
    )  # fmt: skip


@router.route("GET", "/{uid}", scope="any", answers=TeamOut, name="get_team", summary="Get a team")
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer(request, _one(request, uid))


@router.route("PATCH", "/{uid}", scope="settings", answers=TeamOut, matched=True, name="rename_team",
              summary="Rename a team")  # fmt: skip
def rename(request: HttpRequest, uid: UUID, payload: TeamIn) -> HttpResponse:
    require_administrator(actor_of(request))

    def work() -> dict[str, Any]:
        require_match(request, _one(request, uid))
        rename_team(uid, name=payload.name, by=actor_of(request))
        return _one(request, uid)

    return answer(request, run_in_unit(work))


@router.route("PUT", "/{uid}/members/{account}", scope="settings", status=204, name="add_team_member",
              summary="Let an account join a team")  # fmt: skip
def add(request: HttpRequest, uid: UUID, account: UUID) -> HttpResponse:
    add_member(uid, account_uid=account, by=actor_of(request))
    return nothing()


@router.route("DELETE", "/{uid}/members/{account}", scope="settings", status=204, name="remove_team_member",
              summary="Take an account out of a team")  # fmt: skip
def remove(request: HttpRequest, uid: UUID, account: UUID) -> HttpResponse:
    remove_member(uid, account_uid=account, by=actor_of(request))
    return nothing()


def _one(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    team = get_team(uid, seen_by=actor_of(request))
    there = [{"id": str(one.uid), "name": str(one)} for one in members(team, seen_by=actor_of(request))]
    return {"id": str(team.uid), "name": team.name, "members": there}
