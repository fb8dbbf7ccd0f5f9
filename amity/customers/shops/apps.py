from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopsConfig(AppConfig):
    name = "amity.customers.shops"
    label = "customers_shops"

    def ready(self) -> None:
        from amity.customers.shops import facts, jobs  # noqa: F401 - facts declares its kinds, jobs its schedule
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators

        register_help("shops", "shops")
        register_action(
            _("Shops"),
            "shops:shops",
            "order",
            shown_to=administrators,
            also=_("settings Shopify WooCommerce Stripe webhooks orders connect"),
            is_page=True,
        )
