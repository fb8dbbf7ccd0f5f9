"""What stands around a record: its history, its changes, what belongs to it, its tags; and many records at once."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from amity.kernel.api.answers import answer, moment
from amity.kernel.api.cursors import MOST, cursor_of, next_link, token_in
from amity.kernel.api.doors import Door, actor_of
from amity.kernel.api.values import Taken
from amity.kernel.commands import Invalid, unit_of_work
from amity.kernel.paging import capped_count
from amity.records.api.kinds import RecordApi
from amity.records.api.lists import rows_of
from amity.records.api.routes import Cursor, Filter, Limit, Uid, View
from amity.records.api.writing import tags_changed
from amity.records.history.queries import Change, changes_of
from amity.records.kinds.registry import find_record_by_uid
from amity.records.lists.acting import has_tags, read_action
from amity.records.lists.jobs import begin_on_all
from amity.records.lists.viewing import ALL, opened
from amity.records.timeline.entries import TimelineEntry
from amity.records.timeline.queries import timeline


class ChangedFieldOut(BaseModel):
    field: str
    label: str
    before: str
    after: str


class EntryOut(BaseModel):
    """An entry of a record's history. `request_id` is what undoes it, null where nothing does."""

    id: int
    fact: str
    group: str
    who: str
    sentence: str
    body: str
    occurred_at: datetime
    recorded_at: datetime
    origin: str
    changes: list[ChangedFieldOut]
    request_id: str | None


class EntryPage(BaseModel):
    items: list[EntryOut]
    next: str | None


class ChangeOut(BaseModel):
    """A change of a record's fields; `undone_by` who undid it since."""

    id: int
    who: str
    at: datetime
    origin: str
    words: str
    fields: list[ChangedFieldOut]
    request_id: str | None
    undone_by: str | None


class ChangePageOut(BaseModel):
    items: list[ChangeOut]
    next: str | None


class RelatedOut(BaseModel):
    title: str
    path: str
    note: str
    figure: str
    state: str


class AssociationOut(BaseModel):
    name: str
    label: str
    count: int
    is_more: bool = Field(description="There are more than counted.")
    first: list[RelatedOut]


class Associations(BaseModel):
    items: list[AssociationOut]


class Tags(BaseModel):
    tags: list[str]


class Count(BaseModel):
    count: int
    is_more: bool = Field(description="Counting stopped at 10,000.")


class BulkIn(Taken):
    """One thing done to every record that the filter leaves."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"filter": "created in the last 30 days", "action": "add-tag", "value": "Newcomer"}]
        }
    )

    filter: str = Field("", max_length=4000, description="In the filter language; none means all.")
    action: Literal["set", "add-tag", "remove-tag", "trash"]
    field: str = Field("", max_length=60, description="Of `set`.")
    value: str = Field("", max_length=200, description="Of `set`, or the tag.")
    all: bool = Field(False, description="Needed where there is no filter, so that nobody changes all by a slip.")


class Started(BaseModel):
    job: UUID
    status: Literal["waiting"]


def around_of(api: RecordApi) -> Door:
    """Routes below one record, and over many."""
    kind, door = api.kind, Door()
    one, many = kind.name, kind.plural
    read, write = f"read:{one}", f"write:{one}"

    @door.route("GET", "/{uid}/history", scope=read, answers=EntryPage, name=f"list_{one}_history",
                summary=f"History of a {one}")  # fmt: skip
    def history(request: HttpRequest, uid: Uid, cursor: Cursor = "", limit: Limit = 30) -> HttpResponse:
        """Everything that happened, the newest first."""
        by, mark = actor_of(request), f"history {uid}"
        record = find_record_by_uid(one, uid, seen_by=by)
        page = timeline(record, seen_by=by, before=token_in(cursor, mark), size=limit)
        following = cursor_of(page.older, mark)
        items = [_entry(entry) for entry in page.entries]
        return answer(request, {"items": items, "next": following}, headers=next_link(request, following))

    @door.route("GET", "/{uid}/changes", scope=read, answers=ChangePageOut, name=f"list_{one}_changes",
                summary=f"Changes of a {one}")  # fmt: skip
    def changes(
        request: HttpRequest, uid: Uid, field: Annotated[str, Query(max_length=60)] = "", cursor: Cursor = "",
        limit: Annotated[int, Query(ge=1, le=MOST)] = 30,
    ) -> HttpResponse:  # fmt: skip
        """Every change of its fields, the newest first; of one field where it is named."""
        by, mark = actor_of(request), f"changes {uid} {field}"
        record = find_record_by_uid(one, uid, seen_by=by)
        page = changes_of(record, seen_by=by, field=field, before=token_in(cursor, mark), size=limit)
        following = cursor_of(page.older, mark)
        items = [_change(change) for change in page.changes]
        return answer(request, {"items": items, "next": following}, headers=next_link(request, following))

    @door.route("GET", "/{uid}/associations", scope=read, answers=Associations, name=f"list_{one}_associations",
                summary=f"What belongs to a {one}")  # fmt: skip
    def associations(request: HttpRequest, uid: Uid) -> HttpResponse:
        """Counted, the first ten of each named."""
        by = actor_of(request)
        record = _fetched(api, uid, by)
        return answer(request, {"items": [_association(item, record, by) for item in kind.associations]})

    @door.route("GET", "/count", scope=read, answers=Count, name=f"count_{many}", summary=f"Count {many}")
    def count(request: HttpRequest, filter: Filter = "", view: View = "") -> HttpResponse:
        rows, _sort = rows_of(api, filter, view, seen_by=actor_of(request), reading="count")
        found, is_more = capped_count(rows)
        return answer(request, {"count": found, "is_more": is_more})

    @door.route("POST", "/bulk-changes", scope="bulk", answers=Started, status=202, name=f"change_all_{many}",
                summary=f"Change many {many}")  # fmt: skip
    def bulk(request: HttpRequest, payload: BulkIn) -> HttpResponse:
        """A job does it; its address is in `Location` and tells how far it is."""
        by = actor_of(request)
        if not payload.filter.strip() and not payload.all:
            raise Invalid("bulk.no_filter", "There is no filter. Send one, or `all: true` for every record.", "filter")
        asked = {"action": f"set:{payload.field}" if payload.action == "set" else payload.action}
        asked |= {"tag": payload.value, payload.field: payload.value} if payload.field else {"tag": payload.value}
        asked["action"] = f"set:{payload.field}" if payload.action == "set" else payload.action
        action = read_action(asked, kind)
        found = opened(one, {"view": ALL, "filter": payload.filter}, seen_by=by)
        if found.problems:
            raise Invalid("filter.invalid", found.problems[0].message, "filter")
        with unit_of_work():
            job = begin_on_all(found.state, action, by=by, title=f"Change {many} over the API")
        told = {"job": str(job.uid), "status": "waiting"}
        return answer(request, told, status=202, headers={"Location": f"/api/v1/jobs/{job.uid}"})

    if has_tags(kind):
        _offer_tags(door, api, write)
    return door


def _offer_tags(door: Door, api: RecordApi, scope: str) -> None:
    one = api.kind_name
    word = Annotated[str, Path(min_length=1, max_length=60)]

    @door.route("PUT", "/{uid}/tags/{tag}", scope=scope, answers=Tags, name=f"tag_{one}", summary=f"Tag a {one}")
    def put_on(request: HttpRequest, uid: Uid, tag: word) -> HttpResponse:  # type: ignore[valid-type]
        """Twice does no harm, so it needs no If-Match."""
        by = actor_of(request)
        return answer(request, {"tags": tags_changed(api, uid, add=tag, by=by)})

    @door.route("DELETE", "/{uid}/tags/{tag}", scope=scope, answers=Tags, name=f"untag_{one}",
                summary=f"Take a tag off a {one}")  # fmt: skip
    def take_off(request: HttpRequest, uid: Uid, tag: word) -> HttpResponse:  # type: ignore[valid-type]
        by = actor_of(request)
        return answer(request, {"tags": tags_changed(api, uid, remove=tag, by=by)})


def _fetched(api: RecordApi, uid: UUID, by: Any) -> Any:
    """The record as its page has it: associations read what its fields fetch."""
    record = find_record_by_uid(api.kind_name, uid, seen_by=by)
    rows = api.kind.visible_to(by).filter(pk=record.pk)
    for fetch in dict.fromkeys(field.fetch for field in api.kind.fields if field.fetch):
        rows = fetch(rows, by)
    return rows.first() or record


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "id": entry.fact_id,
        "fact": entry.kind,
        "group": entry.group,
        "who": entry.who,
        "sentence": str(entry.sentence),
        "body": entry.body,
        "occurred_at": moment(entry.occurred_at),
        "recorded_at": moment(entry.recorded_at),
        "origin": entry.origin,
        "changes": [_field(item) for item in entry.details],
        "request_id": entry.request_id or None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.fact_id,
        "who": change.who,
        "at": moment(change.at),
        "origin": change.origin,
        "words": change.words,
        "fields": [_field(item) for item in change.fields],
        "request_id": change.request_id or None,
        "undone_by": change.undone.who if change.undone else None,
    }


def _field(item: Any) -> dict[str, str]:
    return {"field": item.field, "label": str(item.label), "before": str(item.before), "after": str(item.after)}


def _association(item: Any, record: Any, by: Any) -> dict[str, Any]:
    lines = item.top(record, seen_by=by, limit=10)
    count, is_more = item.count(record, seen_by=by) if len(lines) == 10 else (len(lines), False)
    first = [
        {"title": str(line.title), "path": line.href, "note": str(line.note), "figure": str(line.figure),
         "state": str(line.state)}
        for line in lines
    ]  # fmt: skip
    return {"name": item.name, "label": str(item.label), "count": count, "is_more": is_more, "first": first}
