from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "amity.customers.orders"
    label = "customers_orders"

    def ready(self) -> None:
        from amity.customers.orders import facts, panels, reactions, subjects, totals  # noqa: F401 - facts declares its kinds
        from amity.customers.orders.access import visible_to
        from amity.customers.orders.importing import OrdersImporter
        from amity.customers.orders.models import Order
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.facts.readers import Reader, register_reader
        from amity.kernel.ui.navigation import register_place
        from amity.records.kinds.numbers import ORDER
        from amity.records.kinds.registry import RecordKind, register_kind

        register_kind(
            RecordKind(
                number=ORDER,
                name="order",
                plural="orders",
                label=_("Order"),
                plural_label=_("Orders"),
                icon="order",
                model=Order,
                visible_to=visible_to,
                path=lambda order: f"/orders/{order.uid}",
                title=str,
                importer=OrdersImporter(),
                title_field="number",
            )
        )
        register_place(_("Customers"), _("Orders"), "orders:orders", "order", 40, in_dock=True)
        register_group(Group(4, "order", _("Orders"), "order"))
        panels.contribute()
        subjects.contribute()
        register_reader(
            Reader(
                name="customers.order_totals",
                handle=totals.read_facts,
                kinds=totals.READS,
                rebuild=totals.rebuild_totals,
                description="What each person's and company's orders add up to",
            )
        )
        register_reader(
            Reader(
                name="customers.order_conversion",
                handle=reactions.convert_again,
                kinds=reactions.READS,
                description="Orders are converted again when rates or the home currency change",
            )
        )
