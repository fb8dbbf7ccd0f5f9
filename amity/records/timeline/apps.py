from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "amity.records.timeline"
    label = "records_timeline"
