"""What this room shows on the pages and in the lists of others: customers, products, rates."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from amity.customers.catalogue.uses import register_use
from amity.customers.orders.models import CompanyTotals, PersonTotals
from amity.customers.orders.queries import (
    is_conversion_under_way,
    order_count_with_product,
    orders_not_converted_count,
    orders_of,
    orders_of_count,
    orders_with_product,
    totals_of,
)
from amity.customers.orders.totals import COLUMNS, zero_row
from amity.kernel.commands import Actor
from amity.kernel.ui.lists import how_many
from amity.records.kinds.columns import ListColumn, register_list_column
from amity.records.kinds.numbers import PERSON
from amity.records.kinds.registry import Panel, SideTable, register_panel, register_side_table
from amity.workspace.settings.notices import register_rates_notice
from amity.workspace.settings.queries import organisation

LATEST = 5


def totals_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """What the customer bought, gave back and is worth."""
    totals, home = totals_of(record.ref), organisation().home_currency
    return {
        "totals": totals,
        "currencies": totals.foreign(home),
        "home_currency": home,
        "is_converting": is_conversion_under_way(),
        "may_set_rates": seen_by.is_administrator,
    }


def orders_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """The customer's latest orders, and how many there are."""
    orders = orders_of(record.ref, seen_by=seen_by, limit=LATEST + 1)
    return {
        "orders": orders[:LATEST],
        "count": how_many(*orders_of_count(record.ref, seen_by=seen_by)) if len(orders) > LATEST else "",
        "customer_kind": "person" if record.record_kind == PERSON else "company",
        "customer_uid": record.uid,
        "may_add": seen_by.may_write,
    }


def product_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """The latest orders that a product stands on."""
    return {"orders": orders_with_product(record.pk, seen_by=seen_by, limit=LATEST)}


def rates_notice(*, seen_by: Actor) -> tuple[str, str] | None:
    """What the page of exchange rates says of orders: the sentence and where it leads; None when all are converted."""
    count, is_capped = orders_not_converted_count(seen_by=seen_by)
    if not count:
        return None
    words = ngettext(
        "%(count)s order is not converted: no rate for its day.",
        "%(count)s orders are not converted: no rate for their day.",
        count,
    )
    return words % {"count": how_many(count, is_capped)}, "/orders?value=none"


def contribute() -> None:
    """Give people and companies their totals, panels and list columns; called from ready()."""
    register_panel("product", Panel("orders", "customers_orders/_with_product.html", product_panel, order=30))
    register_use(order_count_with_product)
    register_rates_notice(rates_notice)
    for kind, model in (("person", PersonTotals), ("company", CompanyTotals)):
        register_side_table(kind, SideTable(model, (f"{kind}_id", *COLUMNS), zero_row))
        register_panel(kind, Panel("order_totals", "customers_orders/_totals.html", totals_panel, order=20))
        register_panel(kind, Panel("orders", "customers_orders/_orders.html", orders_panel, order=30))
        for place, (name, label, value, column, shape) in enumerate(_LIST_COLUMNS):
            register_list_column(
                kind,
                ListColumn(
                    name=name,
                    label=label,
                    value=f"totals.{value}",
                    sort=(f"totals__{column}", f"totals__{kind}_id"),
                    related="totals",
                    shape=shape,
                    order=200 + place,
                ),
            )


_LIST_COLUMNS: Any = (
    ("orders", _("Orders"), "orders", "orders", "number"),
    ("net", _("Net value"), "net", "net", "home_money"),
    ("last_order", _("Last order"), "last_order_at", "last_order_key", "moment"),
)
