from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "amity.records.editing"
    label = "records_editing"
    verbose_name = "Editing"

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help

        register_help("records_editing", "editing")
