"""Notes over the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer, moment, nothing, require_match
from amity.kernel.api.doors import Door, actor_of, require_scope
from amity.kernel.api.values import Holder, Moment, Taken
from amity.kernel.commands import run_in_unit
from amity.records.kinds.registry import RecordKind, find_record_by_uid, kind_numbered
from amity.records.notes.commands import change_note, delete_note, write_note
from amity.records.notes.queries import get_note, names_of_authors, note_by_id, notes_about


class NoteIn(Taken):
    text: str = Field(min_length=1, max_length=20_000)
    occurred_at: Moment | None = Field(None, description="When it was, if not now.")


class NoteChange(Taken):
    text: str = Field(min_length=1, max_length=20_000)


class NoteOut(BaseModel):
    id: UUID
    text: str
    occurred_at: datetime
    author: Holder | None


class NoteList(BaseModel):
    items: list[NoteOut]


def notes_of(kind: RecordKind) -> Door:
    """The notes of records of a kind."""
    door = Door()

    @door.route("GET", "/{uid}/notes", scope=f"read:{kind.name}", answers=NoteList, name=f"list_{kind.name}_notes",
                summary=f"Notes of a {kind.name}")  # fmt: skip
    def list_notes(request: HttpRequest, uid: UUID) -> HttpResponse:
        """The newest 200; the history has them all."""
        by = actor_of(request)
        notes = notes_about(find_record_by_uid(kind.name, uid, seen_by=by).ref, seen_by=by, limit=200)
        return answer(request, {"items": _told(notes)})

    @door.route("POST", "/{uid}/notes", scope=f"write:{kind.name}", answers=NoteOut, status=201,
                name=f"write_{kind.name}_note", summary=f"Write a note about a {kind.name}")  # fmt: skip
    def write(request: HttpRequest, uid: UUID, payload: NoteIn) -> HttpResponse:
        by = actor_of(request)
        record = find_record_by_uid(kind.name, uid, seen_by=by)
        note_id = write_note(record.ref, text=payload.text, occurred_at=payload.occurred_at, by=by)
        told = _told([note_by_id(note_id)])[0]
        return answer(request, told, status=201, headers={"Location": f"/api/v1/notes/{told['id']}"})

    return door


router = Door()


@router.route("GET", "/{uid}", scope="any", answers=NoteOut, name="get_note", summary="Get a note")
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer(request, _one(request, uid, "read"))


@router.route("PATCH", "/{uid}", scope="any", answers=NoteOut, matched=True, name="change_note",
              summary="Change a note")  # fmt: skip
def change_one(request: HttpRequest, uid: UUID, payload: NoteChange) -> HttpResponse:
    """Only its author and administrators may."""

    def work() -> dict[str, Any]:
        require_match(request, _one(request, uid, "write"))
        change_note(uid, text=payload.text, by=actor_of(request))
        return _one(request, uid, "write")

    return answer(request, run_in_unit(work))


@router.route("DELETE", "/{uid}", scope="any", status=204, name="delete_note", summary="Delete a note")
def delete_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Only its author and administrators may."""
    _one(request, uid, "write")
    delete_note(uid, by=actor_of(request))
    return nothing()


def _one(request: HttpRequest, uid: UUID, deed: str) -> dict[str, Any]:
    note = get_note(uid, seen_by=actor_of(request))
    require_scope(request, f"{deed}:{kind_numbered(note.record_kind).name}")
    return _told([note])[0]


def _told(notes: list[Any]) -> list[dict[str, Any]]:
    authors = names_of_authors(notes)
    return [
        {
            "id": str(note.uid),
            "text": note.text,
            "occurred_at": moment(note.occurred_at),
            "author": {"id": str(authors[note.author_id][0]), "name": authors[note.author_id][1]}
            if note.author_id in authors
            else None,
        }
        for note in notes
    ]
