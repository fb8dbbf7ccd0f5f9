from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SettingsConfig(AppConfig):
    name = "amity.workspace.settings"
    label = "workspace_settings"

    def ready(self) -> None:
        from amity.kernel.jobs.schedule import use_zone_of
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import FOOT, administrators, register_house_name, register_place
        from amity.workspace.settings.queries import house_name, time_zone_name

        register_house_name(house_name)
        use_zone_of(time_zone_name)
        register_help("workspace_settings", "accounts")
        register_place(FOOT, _("Settings"), "workspace_settings:settings", "settings", 900, key="s")
        register_action(
            _("Organisation"),
            "workspace_settings:organisation",
            "company",
            shown_to=administrators,
            also=_("settings name home currency region"),
            is_page=True,
        )
        register_action(
            _("Exchange rates"),
            "workspace_settings:rates",
            "refund",
            shown_to=administrators,
            also=_("settings currency money convert"),
            is_page=True,
        )
