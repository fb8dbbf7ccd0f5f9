from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "amity.records.imports"
    label = "records_imports"

    def ready(self) -> None:
        from amity.kernel.facts.groups import Group, register_group
        from amity.records.imports import facts  # noqa: F401 - declares its kinds

        register_group(Group(5, "import", _("Imports"), "import"))
