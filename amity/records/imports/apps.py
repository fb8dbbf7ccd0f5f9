from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "amity.records.imports"
    label = "records_imports"
    verbose_name = "Imports"

    def ready(self) -> None:
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import FOOT, register_place, writers
        from amity.records.imports import facts, first_step  # noqa: F401 - facts declares its kinds

        register_group(Group(5, "import", _("Imports"), "import"))
        first_step.contribute()
        register_help("imports", "import")
        register_place(FOOT, _("Imports"), "imports:imports", "import", 850, writers, key="i")
