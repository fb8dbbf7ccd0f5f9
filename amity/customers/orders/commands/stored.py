"""Orders as they stand, locked for the command that changes them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from amity.customers.orders.access import visible_to
from amity.customers.orders.amounts import LineSums
from amity.customers.orders.models import Order, OrderLine
from amity.customers.orders.normalised import CLEANERS, Line, number_key, order_search_text
from amity.kernel.bulk import update_rows
from amity.kernel.commands import Actor, Missing, Refused, locked

FIELDS = tuple(CLEANERS)
_WRITTEN = (
    *FIELDS, "net_home", "is_refund", "line_count", "name_key", "search_text", "version", "updated_at",
)  # fmt: skip


def stored_orders(ids: Iterable[int], by: Actor) -> dict[int, dict[str, Any]]:
    """The values of those orders that `by` sees, locked (one query)."""
    rows = locked(visible_to(by).filter(pk__in=set(ids))).values("id", "version", "line_count", *FIELDS)
    return {row["id"]: dict(row) for row in rows}


def sums_of_lines(order_ids: Iterable[int]) -> dict[int, LineSums]:
    """What the stored lines of these orders add up to (one query)."""
    ids = set(order_ids)
    if not ids:
        return {}
    rows = (
        OrderLine.objects.filter(order_id__in=ids)
        .values("order_id")
        .annotate(
            together=Sum("net"),
            count=Count("pk"),
            above=Count("pk", filter=Q(net__gt=0)),
            below=Count("pk", filter=Q(net__lt=0)),
        )
    )
    return {row["order_id"]: LineSums(int(row["together"]), row["count"], row["above"], row["below"]) for row in rows}


def lines_of_orders(order_ids: Iterable[int]) -> dict[int, list[Line]]:
    """The stored lines of these orders, in their order (one query, none for none)."""
    lines: dict[int, list[Line]] = {order_id: [] for order_id in order_ids}
    if lines:
        rows = OrderLine.objects.filter(order_id__in=lines).order_by("order_id", "position")
        for order_id, *line in rows.values_list(
            "order_id", "product_id", "description", "quantity", "unit_price", "discount", "net"
        ):
            lines[order_id].append(tuple(line))  # type: ignore[arg-type]
    return lines


def last_positions(order_ids: Iterable[int]) -> dict[int, int]:
    """The position of the last line of each order that has one (one query)."""
    rows = OrderLine.objects.filter(order_id__in=set(order_ids)).values_list("order_id").annotate(Max("position"))
    return dict(rows)


def write_orders(rows: Iterable[dict[str, Any]], at: Any) -> None:
    """Store changed values, with the keys that follow from them."""
    update_rows(
        Order,
        _WRITTEN,
        [
            (
                *(row[name] for name in FIELDS), row["net_home"], row["is_refund"], row["line_count"],
                number_key(row["number"], row["title"]), order_search_text(row["number"], row["title"]),
                row["version"], at, row["id"],
            )
            for row in rows
        ],
    )  # fmt: skip


def not_there(*, is_alone: bool) -> Refused:
    """The refusal, in a set, of an order that is not there or not visible; raises Missing when it is all there is."""
    if is_alone:
        raise Missing("no such order")
    return Refused("record.missing", _("There is no such record."))
