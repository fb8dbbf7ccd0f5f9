from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UndoConfig(AppConfig):
    name = "amity.records.undo"
    label = "records_undo"
    verbose_name = _("Undo")

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help
        from amity.records.undo import commands, facts, fields  # noqa: F401 - declare themselves
        from amity.records.undo.plans import register_inverse

        register_help("records_undo", "history-and-undo")
        register_inverse(fields.wants, fields.plan_fields)
        register_help("records_undo", "history-and-undo")
