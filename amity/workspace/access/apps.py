from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "amity.workspace.access"
    label = "workspace_access"

    def ready(self) -> None:
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators

        register_action(
            _("Who sees what"),
            "workspace_access:visibility",
            "view",
            shown_to=administrators,
            also=_("settings visibility rights permissions access"),
            is_page=True,
        )
        register_help("workspace_access", "accounts")
