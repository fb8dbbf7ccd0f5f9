"""What this room shows on the pages and in the lists of others: customers, products, rates."""

from typing import Any

from django.utils.translation import ngettext

from amity.customers.catalogue.uses import register_use
from amity.customers.orders.fields import totals_fields
from amity.customers.orders.models import CompanyTotals, PersonTotals, Status
from amity.customers.orders.queries import (
    is_conversion_under_way,
    order_count_with_product,
    order_lines,
    orders_not_converted_count,
    totals_of,
)
from amity.customers.orders.totals import COLUMNS, zero_row
from amity.kernel.commands import Actor
from amity.kernel.ui.lists import how_many
from amity.records.kinds.registry import Panel, SideTable, register_fields, register_panel, register_side_table
from amity.workspace.settings.notices import register_rates_notice
from amity.workspace.settings.queries import organisation


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


def lines_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """What was ordered."""
    lines = order_lines(record, seen_by=seen_by)
    return {"order": record, "lines": lines, "has_line_discount": any(line.discount for line in lines)}


def status_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """What the order is worth at home, and how far it has come."""
    return {
        "order": record,
        "home_currency": organisation().home_currency,
        "statuses": [item for item in Status.choices if item[0] != Status.CANCELLED] if seen_by.may_write else [],
    }


def cancelling_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """The way to take an order back."""
    return {"order": record, "may_cancel": seen_by.may_write and record.status != Status.CANCELLED}


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
    return words % {"count": how_many(count, is_capped)}, "/orders?view=not-converted"


def contribute() -> None:
    """Give people and companies their totals, panels and list columns; called from ready()."""
    for name, context, zone in (
        ("lines", lines_panel, "history"), ("status", status_panel, "facts"), ("cancelling", cancelling_panel, "menu"),
    ):  # fmt: skip
        register_panel("order", Panel(name, f"customers_orders/_{name}.html", context, zone=zone))  # type: ignore[arg-type]
    register_use(order_count_with_product)
    register_rates_notice(rates_notice)
    for kind, model in (("person", PersonTotals), ("company", CompanyTotals)):
        register_side_table(kind, SideTable(model, (f"{kind}_id", *COLUMNS), zero_row))
        register_panel(
            kind, Panel("order_totals", "customers_orders/_totals.html", totals_panel, order=20, in_preview=True)
        )
        register_fields(kind, totals_fields(kind))
