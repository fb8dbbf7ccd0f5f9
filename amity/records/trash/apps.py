from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrashConfig(AppConfig):
    name = "amity.records.trash"
    label = "records_trash"
    verbose_name = "Trash"

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import FOOT, register_place
        from amity.records.trash import commands, facts, jobs, undoing  # noqa: F401 - declare themselves
        from amity.records.undo.plans import register_inverse

        register_help("records_trash", "history-and-undo")
        register_place(FOOT, _("Trash"), "records_trash:trash", "delete", 890)
        register_inverse(undoing.wants, undoing.plan_records)
