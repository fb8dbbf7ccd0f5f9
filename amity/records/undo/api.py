"""Undo over the API: what one request changed goes back, as far as it still stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amity.kernel.api.answers import answer, moment
from amity.kernel.api.doors import Door, actor_of
from amity.records.undo.commands import undo_changes
from amity.records.undo.queries import change_page

router = Door()


class LineOut(BaseModel):
    """A field that goes back to `then`, or stays, for a reason; `field` "" is the record as a whole."""

    field: str
    now: str
    then: str
    reason: str


class LinesOut(BaseModel):
    kind: str
    title: str
    lines: list[LineOut]


class ChangeTold(BaseModel):
    request_id: UUID
    who: str
    at: datetime
    may_undo: bool
    undone_by: str | None
    going: list[LinesOut]
    staying: list[LinesOut]


class UndoneOut(BaseModel):
    restored: int
    kept: int
    request_id: UUID


@router.route("GET", "/{request_id}", scope="", answers=ChangeTold, name="get_change",
              summary="What undoing a request would do")  # fmt: skip
def get_change(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """`request_id` is the `X-Request-Id` of the call that changed something, or stands in a record's changes."""
    page = change_page(str(request_id), seen_by=actor_of(request))
    return answer(
        request,
        {
            "request_id": page.request_id,
            "who": page.who,
            "at": moment(page.at),
            "may_undo": page.may_undo,
            "undone_by": page.undone.who if page.undone else None,
            "going": [_lines(item) for item in page.going],
            "staying": [_lines(item) for item in page.staying],
        },
    )


@router.route("POST", "/{request_id}/undoing", scope="", answers=UndoneOut, name="undo_change",
              summary="Undo what a request changed")  # fmt: skip
def undo_change(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Field by field: what somebody changed since stays. The answer's `request_id` undoes the undo."""
    done = undo_changes(str(request_id), by=actor_of(request))
    return answer(request, {"restored": done.restored, "kept": done.kept, "request_id": done.request_id})


def _lines(item: Any) -> dict[str, Any]:
    lines = [
        {"field": str(line.label), "now": str(line.now), "then": str(line.then), "reason": str(line.reason)}
        for line in item.lines
    ]
    return {"kind": item.kind.name, "title": item.title, "lines": lines}
