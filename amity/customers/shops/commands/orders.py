"""Bring orders, and what was given back of them, up to what a shop says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.orders.commands import change_order, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.queries import visible_order_ids
from amity.customers.shops.commands.customers import person_of
from amity.customers.shops.commands.products import products_of
from amity.customers.shops.merging import wanted_order, wanted_refunds
from amity.customers.shops.models import Shop, ShopThing
from amity.customers.shops.reading.tidings import ORDER
from amity.kernel.commands import Actor
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import ORDER as ORDER_KIND


def apply_orders(shop: Shop, things: Mapping[tuple[str, str], ShopThing], by: Actor, notes: list[str]) -> None:
    """Make or change the orders told of. What is told before its order waits until that comes."""
    for (kind, value), thing in things.items():
        if kind != ORDER:
            continue
        order = wanted_order(thing.state)
        if order is None:
            notes.append(_("Kept until its order comes."))
            continue
        thing.record_id = _apply(shop, thing, "order", value, order, by, notes)
        for refund_id, refund in wanted_refunds(thing.state).items():
            _apply(shop, thing, f"refund:{refund_id}", f"refund:{refund_id}", refund, by, notes)
        thing.save(update_fields=["record_id", "applied"])


def _apply(
    shop: Shop, thing: ShopThing, part: str, number: str, wanted: Mapping[str, Any], by: Actor, notes: list[str]
) -> int | None:
    """Make the order, or change what the shop changed since we last wrote; what it left alone is left as it stands."""
    values = _values(shop, wanted, by)
    known = records_by_external_id(ORDER_KIND, shop.source, [number]).get(number)
    if known is None:
        known = open_order(_draft(shop, number, values), by=by)
    elif not visible_order_ids([known], seen_by=by):
        notes.append(_("The order lies in the trash, and is left there."))
        return known
    else:
        before = thing.applied.get(part, {})
        change = {name: value for name, value in values.items() if name not in before or before[name] != value}
        if change:
            change_order(RecordChange(known, change, occurred_at=_told_at(thing)), by=by)
    thing.applied = {**thing.applied, part: values}
    return known


def _values(shop: Shop, wanted: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The fields of an order under the names of OrderDraft, as JSON holds them."""
    products = products_of(shop, {line["product"] for line in wanted["lines"] if line["product"]})
    lines = [
        {**{name: line[name] for name in _LINE}, "product_id": products.get(line["product"])}
        for line in wanted["lines"]
    ]
    values: dict[str, Any] = {
        "number": wanted["number"][:100],
        "ordered_at": wanted["ordered_at"],
        "currency": wanted["currency"],
        "status": wanted["status"],
        "discount": wanted["discount"],
        "tax": wanted["tax"],
        "person_id": person_of(shop, wanted["customer"], by),
        "lines": lines,
    }
    if not lines:
        values |= {"total": wanted["total"], "net": wanted["total"] - wanted["tax"]}
    return values


def _told_at(thing: ShopThing) -> datetime | None:
    """When the shop last changed the order, for its history; never after now."""
    at = thing.state["order"][0][0]
    return min(datetime.fromisoformat(at), timezone.now()) if at else None


_LINE = ("description", "quantity", "unit_price", "discount", "net")


def _draft(shop: Shop, number: str, values: Mapping[str, Any]) -> OrderDraft:
    return OrderDraft(
        **{
            **values,
            "ordered_at": datetime.fromisoformat(values["ordered_at"]),
            "lines": [LineDraft(**line) for line in values["lines"]],
        },
        channel=shop.name,
        external_ids=[(shop.source, number)],
    )
