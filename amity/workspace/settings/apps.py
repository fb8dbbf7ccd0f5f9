from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SettingsConfig(AppConfig):
    name = "amity.workspace.settings"
    label = "workspace_settings"

    def ready(self) -> None:
        from amity.kernel.jobs.schedule import use_zone_of
        from amity.kernel.ui.navigation import FOOT, register_house_name, register_place
        from amity.workspace.settings.queries import house_name, time_zone_name

        register_house_name(house_name)
        use_zone_of(time_zone_name)
        register_place(FOOT, _("Settings"), "workspace_settings:settings", "settings", 900)
