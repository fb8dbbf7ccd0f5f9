from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "amity.records.timeline"
    label = "records_timeline"
    verbose_name = "Timeline"

    def ready(self) -> None:
        from amity.kernel.facts.words import register_field_words
        from amity.records.timeline.words import words_for

        register_field_words(words_for)
