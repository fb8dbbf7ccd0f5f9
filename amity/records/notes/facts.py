"""What happens with notes."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Fact):
    """Somebody wrote something down about a record."""

    name = "note.written"
    group = "note"
    occurs = 1
    subject = "note_id"
    body = "text"
    sentence = _("wrote a note")
    personal = frozenset({"text"})

    note_id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class NoteChanged(Fact):
    """A note was put differently."""

    name = "note.changed"
    group = "note"
    icon = "edit"
    sentence = _("changed a note")
    personal = frozenset({"before", "after"})

    note_id: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class NoteDeleted(Fact):
    """A note was deleted; `text` is what it said."""

    name = "note.deleted"
    group = "note"
    ends = 1
    subject = "note_id"
    icon = "delete"
    sentence = _("deleted a note")
    personal = frozenset({"text"})

    note_id: int
    text: str
