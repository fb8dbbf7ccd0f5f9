"""Search over the API."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer
from amity.kernel.api.doors import Door, actor_of
from amity.records.search.queries import search_records
from amity.records.search.searchable import searchable_kinds

router = Door()


class HitOut(BaseModel):
    id: UUID
    kind: str
    name: str
    beside: str = Field(description="What tells it from its namesakes.")


class HitsOfKind(BaseModel):
    kind: str
    count: int
    is_more: bool
    hits: list[HitOut]


class FoundOut(BaseModel):
    """`is_alike`: some have other words than those typed, one letter away."""

    is_alike: bool
    groups: list[HitsOfKind]


@router.route("GET", "", scope="search", answers=FoundOut, name="search", summary="Search all records")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="Words, a telephone number, another system's id.")],
    kinds: Annotated[str, Query(max_length=200, description="Names of kinds, by comma; all without it.")] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 8,
) -> HttpResponse:
    """The best hits of each kind, among what you may see."""
    known = {kind.name for kind in searchable_kinds(None)}
    wanted = [name.strip() for name in kinds.split(",") if name.strip() in known] if kinds else None
    found = search_records(q, seen_by=actor_of(request), kinds=wanted, limit=limit)
    groups = [
        {
            "kind": group.kind.name,
            "count": group.count,
            "is_more": group.is_capped,
            "hits": [
                {"id": str(hit.record.uid), "kind": group.kind.name, "name": str(hit.name), "beside": str(hit.beside)}
                for hit in group.hits
            ],
        }
        for group in found.groups
    ]
    return answer(request, {"is_alike": bool(found.is_alike), "groups": groups})
