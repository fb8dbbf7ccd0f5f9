"""Read notes."""

from collections.abc import Iterable
from typing import Any

from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.refs import Ref
from amity.records.kinds.registry import find_record
from amity.records.notes.models import Note
from amity.records.timeline.texts import LivingText
from amity.workspace.accounts.queries import account_refs


def get_note(uid: Any, *, seen_by: Actor) -> Note:
    """One note; Missing when there is none or the actor may not see what it is about."""
    note = Note.objects.filter(uid=uid).first()
    if note is None:
        raise Missing("no such note")
    find_record(Ref(note.record_kind, note.record_id), seen_by=seen_by)
    return note


def notes_about(ref: Ref, *, seen_by: Actor, limit: int = 50) -> list[Note]:
    """The newest notes about a record."""
    find_record(ref, seen_by=seen_by)
    rows = Note.objects.filter(record_kind=ref.kind, record_id=ref.id)
    return list(rows.order_by("-occurred_at", "-id")[:limit])


def living_texts(ids: Iterable[int]) -> dict[int, LivingText]:
    """What notes say now, by id, for the timeline of a record the viewer sees; deleted ones are left out."""
    rows = Note.objects.filter(pk__in=list(ids)).values_list("pk", "text", "author_id", "uid")
    return {pk: LivingText(text, author_id, f"/notes/{uid}") for pk, text, author_id, uid in rows}


def note_by_id(note_id: int) -> Note:
    """The note a command has just written."""
    return Note.objects.get(pk=note_id)


def names_of_authors(notes: Iterable[Any]) -> dict[int, tuple[Any, str]]:
    """(public key, name) of who wrote these, by id."""
    return account_refs({note.author_id for note in notes if note.author_id})
