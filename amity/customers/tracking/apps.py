from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackingConfig(AppConfig):
    name = "amity.customers.tracking"
    label = "customers_tracking"

    def ready(self) -> None:
        from amity.customers.tracking import facts, filtering  # noqa: F401 - facts declares its family
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators

        register_group(Group(7, "event", _("Events"), "web"))
        filtering.contribute()
        register_help("tracking", "tracking")
        register_action(
            _("Tracked events"),
            "tracking:names",
            "web",
            shown_to=administrators,
            also=_("settings tracking events programs API"),
            is_page=True,
        )
