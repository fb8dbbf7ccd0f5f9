from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "amity.records.tags"
    label = "records_tags"
