from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    name = "amity.records.history"
    label = "records_history"
    verbose_name = _("History")

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help

        register_help("records_history", "history-and-undo")
