from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "amity.records.timeline"
    label = "records_timeline"
    verbose_name = "Timeline"

    def ready(self) -> None:
        from amity.kernel.facts.words import register_field_words
        from amity.kernel.ui.help import register_help
        from amity.records.timeline.words import words_for

        register_help("records_timeline", "history")
        register_field_words(words_for)
