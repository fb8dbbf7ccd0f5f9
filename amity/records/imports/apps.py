from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "amity.records.imports"
    label = "records_imports"
