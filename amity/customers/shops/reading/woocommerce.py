"""WooCommerce: topics `order.…` and `customer.…` of its REST API, version 3."""

from collections.abc import Mapping
from typing import Any

from amity.customers.shops.reading.figures import Line, currency_of, line_of, millionths, minor, settle
from amity.customers.shops.reading.tidings import (
    CUSTOMER,
    ORDER,
    Ignored,
    Stamp,
    Tidings,
    identity,
    items_of,
    moment,
    part_of,
    tell_customer,
    tell_product,
    text,
)
from amity.kernel.money import MILLION

_STATUSES = {
    "pending": "open", "on-hold": "open", "processing": "paid", "completed": "completed", "refunded": "completed",
    "cancelled": "cancelled", "failed": "cancelled", "trash": "cancelled", "checkout-draft": "draft",
    "auto-draft": "draft",
}  # fmt: skip
_RANKS = {"created": 0, "updated": 1, "restored": 2}


def read_woocommerce(topic: str, payload: Mapping[str, Any], digest: str) -> Tidings:
    """What a delivery of WooCommerce tells. Raises Ignored, Unreadable."""
    resource, _dot, event = topic.partition(".")
    tidings = Tidings()
    if resource not in ("order", "customer") or event not in (*_RANKS, "deleted"):
        raise Ignored("topic")
    value = identity(payload)
    tidings.about = (ORDER if resource == "order" else CUSTOMER, value)
    if event == "deleted":
        # It says no more than the id, and not when.
        tidings.tell(*tidings.about, "deleted", ("", 9, digest), True)
        tidings.customer = value if resource == "customer" else ""
        return tidings
    stamp: Stamp = (_when(payload, "date_modified") or _when(payload, "date_created"), _RANKS[event], digest)
    if resource == "customer":
        _customer(tidings, value, payload, stamp)
        return tidings
    if event == "restored":
        tidings.tell(ORDER, value, "restored", stamp, True)
    _order(tidings, value, payload, stamp)
    return tidings


def _when(payload: Mapping[str, Any], name: str) -> str:
    return moment(payload.get(f"{name}_gmt") or payload.get(name))


def _order(tidings: Tidings, value: str, payload: Mapping[str, Any], stamp: Stamp) -> None:
    currency = currency_of(text(payload, "currency"))
    customer = _customer_of_order(tidings, payload, stamp)
    lines = [_line(tidings, item, stamp, currency) for item in items_of(payload, "line_items")]
    for kind, name in (("shipping_lines", "Shipping"), ("fee_lines", "Fee")):
        for item in items_of(payload, kind):
            net = millionths(item.get("total"))
            if net:
                lines.append(line_of("", text(item, "method_title", "name") or name, quantity=MILLION, net=net))
    total, tax = minor(payload.get("total"), currency), minor(payload.get("total_tax"), currency)
    settled, discount = settle(lines, total=total, tax=tax, currency=currency, other="Other charges")
    ordered_at = _when(payload, "date_created") or stamp[0]
    tidings.tell(
        ORDER,
        value,
        "order",
        stamp,
        {
            "number": text(payload, "number") or value,
            "ordered_at": ordered_at,
            "currency": currency,
            "status": _STATUSES.get(text(payload, "status"), "open"),
            "discount": discount,
            "tax": tax,
            "total": total,
            "lines": settled,
            "customer": customer,
        },
    )
    for refund in items_of(payload, "refunds"):
        # It gives the sum alone, tax included, and no day: the day of the change is the nearest we know.
        amount = -abs(minor(refund.get("total"), currency))
        if amount:
            first: Stamp = ("", 0, _sum_of(refund))
            told: dict[str, Any] = {"ordered_at": "", "total": amount, "lines": []}
            tidings.tell(ORDER, value, f"refund:{identity(refund)}", first, told)


def _sum_of(refund: Mapping[str, Any]) -> str:
    """A refund does not change: its sum is its stamp."""
    return text(refund, "total")


def _line(tidings: Tidings, item: Mapping[str, Any], stamp: Stamp, currency: str) -> Line:
    net = millionths(item.get("total"))
    discount = max(0, millionths(item.get("subtotal")) - net) if item.get("subtotal") not in (None, "") else 0
    line = line_of("", text(item, "name"), quantity=millionths(item.get("quantity")), net=net, discount=discount)
    line["product"] = tell_product(
        tidings,
        stamp,
        name=text(item, "name"),
        sku=text(item, "sku"),
        # 0 is no variation.
        number=next(
            (number for number in (text(item, "variation_id"), text(item, "product_id")) if number not in ("", "0")), ""
        ),
        price=line["unit_price"],
        currency=currency,
    )
    return line


def _customer_of_order(tidings: Tidings, payload: Mapping[str, Any], stamp: Stamp) -> str:
    billing = part_of(payload, "billing")
    number = text(payload, "customer_id")
    return tell_customer(
        tidings,
        "" if number == "0" else number,
        stamp,
        part="seen",
        given_name=text(billing, "first_name"),
        family_name=text(billing, "last_name"),
        email=text(billing, "email"),
        phone=text(billing, "phone"),
        place=_place(billing),
    )


def _customer(tidings: Tidings, value: str, payload: Mapping[str, Any], stamp: Stamp) -> None:
    billing = part_of(payload, "billing")
    tell_customer(
        tidings,
        value,
        stamp,
        part="profile",
        given_name=text(payload, "first_name") or text(billing, "first_name"),
        family_name=text(payload, "last_name") or text(billing, "last_name"),
        email=text(payload, "email") or text(billing, "email"),
        phone=text(billing, "phone"),
        place=_place(billing),
    )


def _place(given: Mapping[str, Any]) -> dict[str, str]:
    return {
        "street": ", ".join(part for part in (text(given, "address_1"), text(given, "address_2")) if part),
        "city": text(given, "city"),
        "region": text(given, "state"),
        "postal_code": text(given, "postcode"),
        "country": text(given, "country"),
    }
