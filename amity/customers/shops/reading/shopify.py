"""Shopify: topics `orders/…`, `refunds/create`, `customers/…`, and those that privacy law demands."""

from collections.abc import Mapping
from typing import Any

from amity.customers.shops.reading.figures import Line, currency_of, line_of, millionths, minor, negative, settle
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

# One change is often told under several topics with the same time of change: the later topic knows more.
ORDER_RANKS = {
    "orders/create": 0, "orders/updated": 1, "orders/partially_fulfilled": 2, "orders/paid": 2, "orders/fulfilled": 3,
    "orders/cancelled": 4,
}  # fmt: skip
CUSTOMER_RANKS = {"customers/create": 0, "customers/enable": 1, "customers/update": 1, "customers/disable": 2}
ASKS = {"customers/redact": "erasure", "customers/data_request": "data", "shop/redact": "shop erasure"}
_PAID = {"paid", "partially_refunded", "refunded"}


def read_shopify(topic: str, payload: Mapping[str, Any], digest: str) -> Tidings:
    """What a delivery of Shopify tells. Raises Ignored, Unreadable."""
    tidings = Tidings()
    if topic in ORDER_RANKS:
        _order(tidings, payload, ORDER_RANKS[topic], digest)
    elif topic == "orders/delete":
        tidings.about = (ORDER, identity(payload))
        tidings.tell(*tidings.about, "deleted", ("", 9, digest), True)
    elif topic == "refunds/create":
        tidings.about = (ORDER, identity(payload, "order_id"))
        _refund(tidings, tidings.about[1], payload, digest)
    elif topic in CUSTOMER_RANKS:
        _customer(tidings, payload, CUSTOMER_RANKS[topic], digest)
    elif topic == "customers/delete":
        tidings.customer = identity(payload)
        tidings.about = (CUSTOMER, tidings.customer)
        tidings.tell(*tidings.about, "deleted", ("", 9, digest), True)
    elif topic in ASKS:
        tidings.asks = ASKS[topic]
        if tidings.asks != "shop erasure":
            tidings.customer = identity(part_of(payload, "customer"))
            tidings.about = (CUSTOMER, tidings.customer)
    else:
        raise Ignored("topic")
    return tidings


def _order(tidings: Tidings, payload: Mapping[str, Any], rank: int, digest: str) -> None:
    if payload.get("test") is True:
        raise Ignored("test")
    value, currency = identity(payload), currency_of(text(payload, "currency"))
    stamp: Stamp = (moment(payload.get("updated_at") or payload.get("created_at")), rank, digest)
    tidings.about = (ORDER, value)
    customer = _customer_of_order(tidings, payload, stamp)
    has_tax_inside = payload.get("taxes_included") is True
    lines = [_line(tidings, item, stamp, currency, has_tax_inside) for item in items_of(payload, "line_items")]
    for item in items_of(payload, "shipping_lines"):
        shipping = _net_of(item, MILLION, has_tax_inside)
        if shipping[0] or shipping[1]:
            name = text(item, "title") or "Shipping"
            lines.append(line_of("", name, quantity=MILLION, net=shipping[0], discount=shipping[1]))
    total, tax = minor(payload.get("total_price"), currency), minor(payload.get("total_tax"), currency)
    settled, discount = settle(lines, total=total, tax=tax, currency=currency, other="Other charges")
    tidings.tell(
        ORDER,
        value,
        "order",
        stamp,
        {
            "number": text(payload, "name", "order_number") or value,
            "ordered_at": moment(payload.get("processed_at") or payload.get("created_at")) or stamp[0],
            "currency": currency,
            "status": _status(payload),
            "discount": discount,
            "tax": tax,
            "total": total,
            "lines": settled,
            "customer": customer,
        },
    )
    for refund in items_of(payload, "refunds"):
        _refund(tidings, value, refund, digest)


def _status(payload: Mapping[str, Any]) -> str:
    paid = text(payload, "financial_status")
    if payload.get("cancelled_at") or paid == "voided":
        return "cancelled"
    if text(payload, "fulfillment_status") == "fulfilled":
        return "completed" if paid in _PAID else "shipped"
    return "paid" if paid in _PAID else "open"


def _net_of(item: Mapping[str, Any], quantity: int, has_tax_inside: bool) -> tuple[int, int]:
    """Net and discount of an item, in millionths."""
    gross = millionths(item.get("price")) * quantity // MILLION
    given = items_of(item, "discount_allocations")
    discount = sum(millionths(one.get("amount")) for one in given) or millionths(item.get("total_discount"))
    tax = sum(millionths(one.get("price")) for one in items_of(item, "tax_lines")) if has_tax_inside else 0
    return gross - discount - tax, discount


def _line(tidings: Tidings, item: Mapping[str, Any], stamp: Stamp, currency: str, has_tax_inside: bool) -> Line:
    quantity = millionths(item.get("quantity"))
    net, discount = _net_of(item, quantity, has_tax_inside)
    name = text(item, "name", "title")
    line = line_of("", name, quantity=quantity, net=net, discount=discount)
    line["product"] = _product(tidings, item, stamp, line["unit_price"], currency)
    return line


def _product(tidings: Tidings, item: Mapping[str, Any], stamp: Stamp, price: int, currency: str) -> str:
    return tell_product(
        tidings,
        stamp,
        name=text(item, "name", "title"),
        sku=text(item, "sku"),
        number=text(item, "variant_id", "product_id"),
        price=price,
        currency=currency,
    )


def _refund(tidings: Tidings, order: str, payload: Mapping[str, Any], digest: str) -> None:
    """A refund is kept with its order, whether that has come or not; amounts are negative, and in its currency."""
    at = moment(payload.get("processed_at") or payload.get("created_at"))
    stamp: Stamp = (at, 0, digest)
    lines, tax, goods = [], 0, 0
    for item in items_of(payload, "refund_line_items"):
        of = part_of(item, "line_item")
        net, item_tax = millionths(item.get("subtotal")), millionths(item.get("total_tax"))
        quantity = millionths(item.get("quantity"))
        line = line_of("", text(of, "name", "title"), quantity=quantity, net=net)
        line["product"] = _known_product(of)
        lines.append(negative(line))
        tax, goods = tax + item_tax, goods + net + item_tax
    paid = sum(
        millionths(one.get("amount"))
        for one in items_of(payload, "transactions")
        if text(one, "kind") == "refund" and text(one, "status") in ("success", "")
    )
    if paid > goods:
        lines.append(negative(line_of("", "Shipping and other", quantity=MILLION, net=paid - goods)))
    if not lines:
        return
    tidings.tell(
        ORDER,
        order,
        f"refund:{identity(payload)}",
        stamp,
        {"ordered_at": at, "tax_millionths": -tax, "total": None, "lines": lines},
    )


def _known_product(item: Mapping[str, Any]) -> str:
    """What the product of a refunded line is called; the order tells of it."""
    spare = Tidings()
    return _product(spare, item, ("", 0, ""), 0, "")


def _customer_of_order(tidings: Tidings, payload: Mapping[str, Any], stamp: Stamp) -> str:
    customer, billing = part_of(payload, "customer"), part_of(payload, "billing_address")
    place = billing or part_of(customer, "default_address")
    return tell_customer(
        tidings,
        text(customer, "id"),
        stamp,
        part="seen",
        given_name=text(customer, "first_name") or text(billing, "first_name"),
        family_name=text(customer, "last_name") or text(billing, "last_name"),
        email=text(payload, "email", "contact_email") or text(customer, "email"),
        phone=text(payload, "phone") or text(customer, "phone") or text(billing, "phone"),
        place=_place(place),
    )


def _customer(tidings: Tidings, payload: Mapping[str, Any], rank: int, digest: str) -> None:
    stamp: Stamp = (moment(payload.get("updated_at") or payload.get("created_at")), rank, digest)
    place = part_of(payload, "default_address")
    value = tell_customer(
        tidings,
        identity(payload),
        stamp,
        part="profile",
        given_name=text(payload, "first_name"),
        family_name=text(payload, "last_name"),
        email=text(payload, "email"),
        phone=text(payload, "phone") or text(place, "phone"),
        place=_place(place),
    )
    tidings.about = (CUSTOMER, value)


def _place(given: Mapping[str, Any]) -> dict[str, str]:
    street = ", ".join(part for part in (text(given, "address1"), text(given, "address2")) if part)
    return {
        "street": street,
        "city": text(given, "city"),
        "region": text(given, "province"),
        "postal_code": text(given, "zip"),
        "country": text(given, "country_code", "country"),
    }
