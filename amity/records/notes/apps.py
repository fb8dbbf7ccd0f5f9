from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    name = "amity.records.notes"
    label = "records_notes"
    verbose_name = "Notes"

    def ready(self) -> None:
        from amity.kernel.facts.groups import Group, register_group
        from amity.records.notes import commands  # noqa: F401 - declares commands and facts
        from amity.records.notes.queries import living_texts
        from amity.records.timeline.texts import register_texts
        from amity.records.timeline.writing import Writable, register_writable

        register_group(Group(1, "note", _("Notes"), "note"))
        register_texts("note.written", "note_id", living_texts)
        register_writable(Writable("note", _("Note"), "note", "notes.write"))
