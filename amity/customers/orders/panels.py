"""What this room shows on the pages and in the lists of people and companies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.orders.models import CompanyTotals, PersonTotals
from amity.customers.orders.queries import orders_of, totals_of
from amity.customers.orders.totals import COLUMNS, zero_row
from amity.kernel.commands import Actor
from amity.records.kinds.columns import ListColumn, register_list_column
from amity.records.kinds.numbers import PERSON
from amity.records.kinds.registry import Panel, SideTable, register_panel, register_side_table
from amity.workspace.settings.queries import organisation

LATEST = 5


def totals_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """What the customer bought, gave back and is worth."""
    totals, home = totals_of(record.ref), organisation().home_currency
    return {"totals": totals, "currencies": totals.foreign(home), "home_currency": home}


def orders_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """The customer's latest orders."""
    return {
        "orders": orders_of(record.ref, seen_by=seen_by, limit=LATEST),
        "customer_kind": "person" if record.record_kind == PERSON else "company",
        "customer_uid": record.uid,
        "may_add": seen_by.may_write,
    }


def contribute() -> None:
    """Give people and companies their totals, panels and list columns; called from ready()."""
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
