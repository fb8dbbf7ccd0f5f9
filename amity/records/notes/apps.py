from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    name = "amity.records.notes"
    label = "records_notes"
    verbose_name = "Notes"

    def ready(self) -> None:
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.ui.help import register_help
        from amity.records.kinds.filtering import register_counted_fact
        from amity.records.notes import commands  # noqa: F401 - declares commands and facts
        from amity.records.notes.facts import NoteWritten
        from amity.records.notes.queries import living_texts
        from amity.records.notes.undoing import plan_notes, wants
        from amity.records.timeline.texts import register_texts
        from amity.records.timeline.writing import Writable, register_writable
        from amity.records.undo.plans import register_inverse

        register_help("records_notes", "history")
        register_counted_fact(NoteWritten, "note", _("Notes"), order=40)
        register_group(Group(1, "note", _("Notes"), "note"))
        register_texts("note.written", "note_id", living_texts)
        register_writable(Writable("note", _("Note"), "note", "notes.write"))
        register_inverse(wants, plan_notes)
