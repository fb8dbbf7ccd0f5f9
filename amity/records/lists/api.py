"""Saved views over the API."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer, nothing, require_match
from amity.kernel.api.doors import Door, actor_of, require_scope
from amity.kernel.api.values import Taken
from amity.kernel.commands import Actor, run_in_unit
from amity.records.kinds.registry import kind_named, kind_numbered
from amity.records.lists.registry import listed_kinds
from amity.workspace.teams.queries import team_ids, team_refs
from amity.workspace.views.commands import change_view, choose_default, delete_view, save_view
from amity.workspace.views.queries import KnownView, get_view, saved_views

router = Door()
Audience = Literal["personal", "team", "everyone"]


class ViewIn(Taken):
    kind: Literal[tuple(listed_kinds())] = Field(examples=["person"])  # type: ignore[valid-type]
    name: str = Field(min_length=1, max_length=80)
    query: str = Field(max_length=4000, examples=["filter=stage = lead&sort=-net"])
    audience: Audience = "personal"
    team: UUID | None = None


class ViewChange(Taken):
    name: str | None = Field(None, min_length=1, max_length=80)
    query: str | None = Field(None, max_length=4000)
    audience: Audience | None = None
    team: UUID | None = None


class DefaultIn(Taken):
    audience: Audience = "personal"
    team: UUID | None = None


class ViewOut(BaseModel):
    """A list as somebody keeps it; `query` is what its address holds. `opens_for` whose list begins with it."""

    id: UUID
    kind: str
    name: str
    query: str
    audience: str
    team: UUID | None
    may_change: bool
    opens_for: list[str]


class ViewList(BaseModel):
    items: list[ViewOut]


@router.route("GET", "", scope="any", answers=ViewList, name="list_views", summary="List saved views")
def list_views(request: HttpRequest) -> HttpResponse:
    """Everyone's, your teams', your own."""
    by, views = actor_of(request), []
    for name in listed_kinds():
        views += saved_views(kind_named(name).number, seen_by=by)
    return answer(request, {"items": [_told(view) for view in views]})


@router.route("POST", "", scope="any", answers=ViewOut, status=201, writes=False, name="save_view",
              summary="Keep a view")  # fmt: skip
def save(request: HttpRequest, payload: ViewIn) -> HttpResponse:
    """For oneself, a team, or (administrators) everyone."""
    by = actor_of(request)
    require_scope(request, f"write:{payload.kind}")
    made = save_view(
        kind_named(payload.kind).number, name=payload.name, query=payload.query, audience=payload.audience,
        team_id=_team(payload.team), by=by,
    )  # fmt: skip
    return answer(request, _one(request, made.uid), status=201, headers={"Location": f"/api/v1/views/{made.uid}"})


@router.route("GET", "/{uid}", scope="any", answers=ViewOut, name="get_view", summary="Get a view")
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer(request, _one(request, uid))


@router.route("PATCH", "/{uid}", scope="any", answers=ViewOut, matched=True, writes=False, name="change_view",
              summary="Change a view")  # fmt: skip
def change_one(request: HttpRequest, uid: UUID, payload: ViewChange) -> HttpResponse:
    def work() -> dict[str, Any]:
        require_match(request, _one(request, uid, "write"))
        change_view(
            uid, name=payload.name, query=payload.query, audience=payload.audience, team_id=_team(payload.team),
            by=actor_of(request),
        )  # fmt: skip
        return _one(request, uid)

    return answer(request, run_in_unit(work))


@router.route("DELETE", "/{uid}", scope="any", status=204, writes=False, name="delete_view", summary="Delete a view")
def delete_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    _one(request, uid, "write")
    delete_view(uid, by=actor_of(request))
    return nothing()


@router.route("PUT", "/{uid}/default", scope="any", answers=ViewOut, writes=False, name="open_with_view",
              summary="Let a list open with a view")  # fmt: skip
def set_default(request: HttpRequest, uid: UUID, payload: DefaultIn) -> HttpResponse:
    """For oneself, a team, or (administrators) everyone."""
    by = actor_of(request)
    _one(request, uid, "write")
    view = get_view(uid, seen_by=by)
    choose_default(view.record_kind, uid, audience=payload.audience, team_id=_team(payload.team), by=by)
    return answer(request, _one(request, uid))


def _one(request: HttpRequest, uid: UUID, deed: str = "read") -> dict[str, Any]:
    view = get_view(uid, seen_by=_by(request))
    require_scope(request, f"{deed}:{kind_numbered(view.record_kind).name}")
    return _told(view)


def _by(request: HttpRequest) -> Actor:
    return actor_of(request)


def _team(uid: UUID | None) -> int | None:
    return team_ids([uid]).get(uid) if uid else None


def _told(view: KnownView) -> dict[str, Any]:
    team = team_refs([view.team_id]).get(view.team_id) if view.team_id else None
    return {
        "id": str(view.uid),
        "kind": kind_numbered(view.record_kind).name,
        "name": view.name,
        "query": view.query,
        "audience": str(view.audience),
        "team": str(team[0]) if team else None,
        "may_change": view.may_change,
        "opens_for": sorted(str(word) for word in view.opens_for),
    }
