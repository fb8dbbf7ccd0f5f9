from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "amity.automation.webhooks"
    label = "automation_webhooks"

    def ready(self) -> None:
        from amity.automation.webhooks import facts  # noqa: F401 - its kinds
        from amity.automation.webhooks.reactions import place_for_endpoints, wanted_kinds
        from amity.automation.webhooks.sending import CARRIER
        from amity.kernel.facts.readers import Reader, register_reader
        from amity.kernel.outbox.carriers import register_carrier
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators

        register_carrier(CARRIER)
        register_reader(
            Reader(
                name="automation.webhooks",
                handle=place_for_endpoints,
                kinds=wanted_kinds,
                starts_now=True,
                description="Tells other programs what happened",
            )
        )
        register_help("automation_webhooks", "webhooks")
        register_action(
            _("Webhooks"),
            "automation_webhooks:endpoints",
            "link",
            shown_to=administrators,
            also=_("settings API events HTTP programs integration"),
            is_page=True,
        )
