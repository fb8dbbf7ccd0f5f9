from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "amity.customers.orders"
    label = "customers_orders"

    def ready(self) -> None:
        from amity.customers.orders import associations, facts, filtering, panels, reactions, subjects, totals  # noqa: F401 - facts declares its kinds
        from amity.customers.orders.access import visible_to
        from amity.customers.orders.commands import customers_of, delete_order
        from amity.customers.orders.editing import OrderEditing
        from amity.customers.orders.fields import FIELDS
        from amity.customers.orders.importing import OrdersImporter
        from amity.customers.orders.lists import LIST
        from amity.customers.orders.models import Order
        from amity.customers.orders.schemas import API
        from amity.customers.orders.searching import show_orders
        from amity.customers.orders.words import AMOUNTS, FIELD_WORDS
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.facts.readers import Reader, register_reader
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import register_place, writers
        from amity.records.api.kinds import register_record_api
        from amity.records.kinds.numbers import ORDER
        from amity.records.kinds.registry import RecordKind, register_kind
        from amity.records.lists.registry import register_list
        from amity.records.search.searchable import register_searchable

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
                editing=OrderEditing(),
                fields=list(FIELDS),
                head_template="customers_orders/_head.html",
                heading=lambda order: _("Order %(order)s") % {"order": order},
                delete=delete_order,
                also_told=customers_of,
                amounts=AMOUNTS,
                field_words=FIELD_WORDS,
                title_field="number",
            )
        )
        register_list("order", LIST)
        register_record_api(API)
        register_help("orders", "orders")
        register_searchable("order", show_orders)
        register_place(_("Customers"), _("Orders"), "orders:orders", "order", 40, in_dock=True, key="o")
        register_action(_("Add an order"), "orders:new", "plus", shown_to=writers, also=_("new create"), order=30)
        register_action(
            _("Import orders"),
            "imports:new",
            "import",
            shown_to=writers,
            query="kind=orders",
            also=_("spreadsheet CSV upload file"),
            order=52,
        )
        register_group(Group(4, "order", _("Orders"), "order"))
        filtering.contribute()
        panels.contribute()
        associations.contribute()
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
