from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "amity.records.notes"
    label = "records_notes"
