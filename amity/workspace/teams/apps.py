from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "amity.workspace.teams"
    label = "workspace_teams"

    def ready(self) -> None:
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators

        register_action(
            _("Teams"),
            "workspace_teams:teams",
            "team",
            shown_to=administrators,
            also=_("settings groups members"),
            is_page=True,
        )
        register_help("workspace_teams", "accounts")
