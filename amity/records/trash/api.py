"""The trash over the API."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel

from amity.kernel.api.answers import answer, moment, nothing
from amity.kernel.api.cursors import MOST, USUAL, cursor_of, next_link, token_in
from amity.kernel.api.doors import Door, actor_of, require_scope
from amity.kernel.commands import Missing
from amity.records.trash.commands import delete_from_trash
from amity.records.trash.queries import refs_of, trash, trashed_records
from amity.workspace.access.visibility import require_administrator

router = Door()


class TrashedOut(BaseModel):
    id: UUID
    kind: str
    title: str
    trashed_by: str
    trashed_at: datetime


class TrashPageOut(BaseModel):
    items: list[TrashedOut]
    next: str | None


@router.route("GET", "", scope="any", answers=TrashPageOut, name="list_trash", summary="List the trash")
def list_trash(
    request: HttpRequest,
    kind: Annotated[str, Query(max_length=40)] = "",
    cursor: Annotated[str, Query(max_length=5000)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> HttpResponse:
    """What you would see were it not in the trash, the newest first. A narrow token names a kind it may read."""
    require_scope(request, f"read:{kind}")
    mark = f"trash {kind}"
    page = trash(seen_by=actor_of(request), kind=kind, before=token_in(cursor, mark), size=limit)
    items: list[dict[str, Any]] = [
        {
            "id": str(row.record.uid),
            "kind": row.kind.name,
            "title": row.title,
            "trashed_by": row.who,
            "trashed_at": moment(row.at),
        }
        for row in page.rows
    ]
    following = cursor_of(page.older, mark)
    return answer(request, {"items": items, "next": following}, headers=next_link(request, following))


@router.route("DELETE", "/{kind}/{uid}", scope="any", status=204, name="delete_for_good",
              summary="Delete a record in the trash for good")  # fmt: skip
def delete_for_good(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """Administrators only; nothing brings it back."""
    require_scope(request, f"write:{kind}")
    by = actor_of(request)
    require_administrator(by)
    refs = refs_of(trashed_records([f"{kind}:{uid}"], seen_by=by))
    if not refs:
        raise Missing("nothing in the trash")
    delete_from_trash(refs, by=by).only()
    return nothing()
