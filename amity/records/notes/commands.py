"""Write, change and delete notes."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, NotAllowed, command, locked
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.records.kinds.registry import find_record
from amity.records.notes.facts import NoteChanged, NoteDeleted, NoteWritten
from amity.records.notes.models import Note
from amity.records.timeline.writing import checked_moment, checked_text
from amity.workspace.access.visibility import require_writer


@command("notes.write")
def write_note(ref: Ref, *, text: str, by: Actor, occurred_at: datetime | None = None) -> int:
    """Write a note about a record; return its id. Missing when the actor may not see the record."""
    find_record(ref, seen_by=by)
    require_writer(by)
    text, moment = checked_text(text), checked_moment(occurred_at)
    note = Note.objects.create(
        record_kind=ref.kind, record_id=ref.id, text=text, occurred_at=moment, author_id=by.account_id
    )
    record(NoteWritten(note_id=note.pk, text=text), about=[ref], by=by, occurred_at=moment)
    return note.pk


@command("notes.change")
def change_note(uid: Any, *, text: str, by: Actor) -> None:
    """Put a note differently; only its author and administrators may."""
    note = _own_note(uid, by)
    text = checked_text(text)
    if text == note.text:
        return
    before, note.text = note.text, text
    note.save(update_fields=["text"])
    record(
        NoteChanged(note_id=note.pk, before=before, after=text), about=[Ref(note.record_kind, note.record_id)], by=by
    )


@command("notes.delete")
def delete_note(uid: Any, *, by: Actor) -> None:
    """Delete a note; only its author and administrators may."""
    note = _own_note(uid, by)
    record(NoteDeleted(note_id=note.pk, text=note.text), about=[Ref(note.record_kind, note.record_id)], by=by)
    note.delete()


def _own_note(uid: Any, by: Actor) -> Note:
    note = locked(Note.objects.filter(uid=uid)).first()
    if note is None:
        raise Missing("no such note")
    find_record(Ref(note.record_kind, note.record_id), seen_by=by)
    require_writer(by)
    if not by.is_administrator and note.author_id != by.account_id:
        raise NotAllowed(_("Only its author and administrators change a note."))
    return note
