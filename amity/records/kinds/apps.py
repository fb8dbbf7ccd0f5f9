from django.apps import AppConfig


class KindsConfig(AppConfig):
    name = "amity.records.kinds"
    label = "records_kinds"
