"""Calls and meetings over the API."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from amity.customers.activities.commands import change_activity, delete_activity, log_call, log_meeting
from amity.customers.activities.queries import activity_by_id, author_of, get_activity
from amity.kernel.api.answers import answer, moment, nothing, require_match
from amity.kernel.api.doors import Door, actor_of, require_scope
from amity.kernel.api.values import Holder, Moment, Taken
from amity.kernel.commands import run_in_unit
from amity.records.kinds.registry import RecordKind, find_record_by_uid, kind_numbered


class ActivityIn(Taken):
    text: str = Field("", max_length=20_000)
    minutes: int | None = Field(None, ge=0, le=7 * 24 * 60)
    occurred_at: Moment | None = Field(None, description="When it was, if not now.")


class ActivityChange(Taken):
    text: str | None = Field(None, max_length=20_000)
    minutes: int | None = Field(None, ge=0, le=7 * 24 * 60)


class ActivityOut(BaseModel):
    id: UUID
    kind: Literal["call", "meeting"]
    text: str
    minutes: int | None
    occurred_at: datetime
    author: Holder | None


def activities_of(kind: RecordKind) -> Door:
    """Calls and meetings with (or about) records of a kind."""
    door = Door()

    def offer(path: str, word: str, log: Any) -> None:
        @door.route("POST", f"/{{uid}}/{path}", scope=f"write:{kind.name}", answers=ActivityOut, status=201,
                    name=f"log_{kind.name}_{word}", summary=f"Log a {word} with a {kind.name}")  # fmt: skip
        def log_it(request: HttpRequest, uid: UUID, payload: ActivityIn) -> HttpResponse:
            by = actor_of(request)
            ref = find_record_by_uid(kind.name, uid, seen_by=by).ref
            made = log(ref, text=payload.text, occurred_at=payload.occurred_at, minutes=payload.minutes, by=by)
            told = _told(activity_by_id(made))
            return answer(request, told, status=201, headers={"Location": f"/api/v1/activities/{told['id']}"})

    offer("calls", "call", log_call)
    offer("meetings", "meeting", log_meeting)
    return door


router = Door()


@router.route("GET", "/{uid}", scope="any", answers=ActivityOut, name="get_activity", summary="Get a call or meeting")
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer(request, _one(request, uid, "read"))


@router.route("PATCH", "/{uid}", scope="any", answers=ActivityOut, matched=True, name="change_activity",
              summary="Change a call or meeting")  # fmt: skip
def change_one(request: HttpRequest, uid: UUID, payload: ActivityChange) -> HttpResponse:
    """Only its author and administrators may."""

    def work() -> dict[str, Any]:
        now = _one(request, uid, "write")
        require_match(request, now)
        sent = payload.model_fields_set
        text = (payload.text or "") if "text" in sent else now["text"]
        minutes = payload.minutes if "minutes" in sent else now["minutes"]
        change_activity(uid, text=text, minutes=minutes, by=actor_of(request))
        return _one(request, uid, "write")

    return answer(request, run_in_unit(work))


@router.route("DELETE", "/{uid}", scope="any", status=204, name="delete_activity", summary="Delete a call or meeting")
def delete_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Only its author and administrators may."""
    _one(request, uid, "write")
    delete_activity(uid, by=actor_of(request))
    return nothing()


def _one(request: HttpRequest, uid: UUID, deed: str) -> dict[str, Any]:
    activity = get_activity(uid, seen_by=actor_of(request))
    require_scope(request, f"{deed}:{kind_numbered(activity.record_kind).name}")
    return _told(activity)


def _told(activity: Any) -> dict[str, Any]:
    author = author_of(activity)
    return {
        "id": str(activity.uid),
        "kind": activity.kind,
        "text": activity.text,
        "minutes": activity.minutes,
        "occurred_at": moment(activity.occurred_at),
        "author": {"id": str(author[0]), "name": author[1]} if author else None,
    }
