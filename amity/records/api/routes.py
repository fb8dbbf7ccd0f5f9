"""The routes of one kind, the same for all of them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from amity.kernel.api.answers import answer, nothing, version_wanted
from amity.kernel.api.cursors import MOST as MOST_LISTED
from amity.kernel.api.cursors import USUAL, next_link
from amity.kernel.api.doors import Door
from amity.kernel.commands import Actor, Missing, run_in_unit
from amity.kernel.facts.refs import Ref
from amity.records.api.batch import MOST as MOST_ROWS
from amity.records.api.batch import counted, upsert
from amity.records.api.documents import BatchAnswer, batch_model, change_model, page_model, record_model, upsert_model
from amity.records.api.kinds import RecordApi
from amity.records.api.lists import Asked, list_records
from amity.records.api.reading import Chosen, as_json
from amity.records.api.writing import change_one, create, trash_one
from amity.records.trash.commands import restore_records

Uid = Annotated[UUID, Path(description="The record's id.")]
Filter = Annotated[str, Query(max_length=4000, description="In the filter language, as text or as JSON.")]
Sort = Annotated[str, Query(max_length=200, description="Fields, `-` before falling ones; by id without it.")]
Fields = Annotated[str, Query(max_length=1000, description="The fields to give, by comma; all without it.")]
Expand = Annotated[str, Query(max_length=200, description="Relations to give in full, by comma.")]
Cursor = Annotated[str, Query(max_length=5000, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST_LISTED)]
View = Annotated[str, Query(max_length=60, description="A saved view, by its id or name.")]


def routes_of(api: RecordApi) -> Door:
    """List, create, upsert, read, change, trash and restore records of a kind."""
    kind, door = api.kind, Door()
    one, many = kind.name, kind.plural
    read, write = f"read:{one}", f"write:{one}"
    record, page = record_model(api), page_model(one.capitalize(), record_model(api))
    taken, change_taken, rows_taken = api.taken, change_model(api), batch_model(api, MOST_ROWS)
    row_taken = upsert_model(api)

    @door.route("GET", "", scope=read, answers=page, name=f"list_{many}", summary=f"List {many}")
    def list_all(
        request: HttpRequest, filter: Filter = "", sort: Sort = "", view: View = "", fields: Fields = "",
        expand: Expand = "", cursor: Cursor = "", limit: Limit = USUAL,
    ) -> HttpResponse:  # fmt: skip
        """A page of what you may see. Without `sort`, a walk to the end meets every record that was there all the
        time exactly once, whatever others do meanwhile."""
        asked = Asked(filter, sort, view, fields, expand, cursor, limit)
        items, following = list_records(api, asked, seen_by=_actor(request))
        return answer(request, {"items": items, "next": following}, headers=next_link(request, following))

    @door.route("POST", "", scope=write, answers=record, status=201, name=f"create_{one}", summary=f"Add a {one}")
    def add(request: HttpRequest, payload: taken) -> HttpResponse:  # type: ignore[valid-type]
        by = _actor(request)
        told = run_in_unit(lambda: _by_pk(api, create(api, [payload], by=by).only(), by))
        headers = {"Location": f"/api/v1/{many}/{told['id']}"}
        return answer(request, told, status=201, version=told["version"], headers=headers)

    @door.route(
        "PUT", "/batch", scope=write, answers=BatchAnswer, name=f"upsert_{many}", summary=f"Upsert up to 1,000 {many}"
    )
    def put_many(request: HttpRequest, payload: rows_taken) -> HttpResponse:  # type: ignore[valid-type]
        """Each row is found by its id, by an external id or by another key of its kind, and changed, or else made.
        A row that is refused does not stop the others. 500 rows are written at once."""
        answers = upsert(api, row_taken, payload.items, by=_actor(request))  # type: ignore[attr-defined]
        return answer(request, {**counted(answers), "rows": answers})

    @door.route("GET", "/{uid}", scope=read, answers=record, name=f"get_{one}", summary=f"Get a {one}")
    def get_one(request: HttpRequest, uid: Uid, fields: Fields = "", expand: Expand = "") -> HttpResponse:
        told = _by_uid(api, uid, _actor(request), fields, expand)
        return answer(request, told, version=told["version"])

    @door.route(
        "PATCH", "/{uid}", scope=write, answers=record, matched=True, name=f"change_{one}", summary=f"Change a {one}"
    )
    def change_it(request: HttpRequest, uid: Uid, payload: change_taken) -> HttpResponse:  # type: ignore[valid-type]
        """Only what is sent is changed; lists are replaced; null empties."""
        by, version = _actor(request), version_wanted(request)
        # Read in the same transaction: the ETag is of what was written here, not of whoever wrote next.
        told = run_in_unit(lambda: _by_pk(api, change_one(api, uid, version, payload, by=by), by))
        return answer(request, told, version=told["version"])

    @door.route(
        "DELETE", "/{uid}", scope=write, status=204, matched=True, name=f"trash_{one}",
        summary=f"Put a {one} in the trash",
    )  # fmt: skip
    def trash_it(request: HttpRequest, uid: Uid) -> HttpResponse:
        """It can be restored for 30 days."""
        trash_one(api, uid, version_wanted(request), by=_actor(request))
        return nothing()

    @door.route(
        "POST", "/{uid}/restoration", scope=write, answers=record, name=f"restore_{one}",
        summary=f"Take a {one} out of the trash",
    )  # fmt: skip
    def restore_it(request: HttpRequest, uid: Uid) -> HttpResponse:
        by = _actor(request)
        pk = kind.even_in_trash(by).filter(uid=uid).values_list("pk", flat=True).first()
        if pk is None:
            raise Missing(f"no such {one}")
        told = run_in_unit(lambda: _by_pk(api, restore_records([Ref(kind.number, pk)], by=by).only(), by))
        return answer(request, told, version=told["version"])

    return door


def _actor(request: Any) -> Actor:
    actor: Actor = request.actor
    return actor


def _by_uid(api: RecordApi, uid: UUID, seen_by: Actor, fields: str = "", expand: str = "") -> dict[str, Any]:
    return _told(api, {"uid": uid}, seen_by, fields, expand)


def _by_pk(api: RecordApi, pk: int, seen_by: Actor) -> dict[str, Any]:
    return _told(api, {"pk": pk}, seen_by)


def _told(api: RecordApi, wanted: dict[str, Any], seen_by: Actor, fields: str = "", expand: str = "") -> dict[str, Any]:
    chosen = Chosen(api, fields, expand)
    rows = chosen.fetched(api.kind.visible_to(seen_by).filter(**wanted), seen_by=seen_by)
    found = list(rows[:1])
    if not found:
        raise Missing(f"no such {api.kind_name}")
    return as_json(found, chosen, seen_by=seen_by)[0]
