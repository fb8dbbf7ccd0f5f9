"""Stripe: events of payments (`checkout.session.…`, `invoice.paid`, `charge.refunded`) and of customers.

One payment is told by several events, which meet at its payment intent; an invoice without one stands by itself.
"""

from collections.abc import Mapping
from typing import Any

from amity.customers.shops.reading.figures import Line, currency_of, line_of, settle, stripe_minor
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
from amity.kernel.money.amounts import millionths_from_minor

_SESSIONS = {"checkout.session.completed": 0, "checkout.session.async_payment_succeeded": 1}
_CUSTOMERS = {"customer.created": 0, "customer.updated": 1}


def read_stripe(topic: str, payload: Mapping[str, Any], digest: str) -> Tidings:
    """What an event of Stripe tells. Raises Ignored, Unreadable."""
    thing, at = part_of(part_of(payload, "data"), "object"), moment(payload.get("created"))
    tidings = Tidings()
    if topic in _SESSIONS:
        _session(tidings, thing, (at, _SESSIONS[topic], digest))
    elif topic == "invoice.paid":
        _invoice(tidings, thing, (at, 2, digest))
    elif topic == "charge.refunded":
        _refunded(tidings, thing, (at, 3, digest))
    elif topic in _CUSTOMERS:
        tidings.about = (CUSTOMER, identity(thing))
        _customer(tidings, identity(thing), thing, (at, _CUSTOMERS[topic], digest), "profile")
    elif topic == "customer.deleted":
        tidings.customer = identity(thing)
        tidings.about = (CUSTOMER, tidings.customer)
        tidings.tell(*tidings.about, "deleted", ("", 9, digest), True)
    else:
        raise Ignored("topic")
    return tidings


def _session(tidings: Tidings, thing: Mapping[str, Any], stamp: Stamp) -> None:
    customer = _customer(tidings, text(thing, "customer"), part_of(thing, "customer_details"), stamp, "seen")
    if text(thing, "mode") == "setup":
        raise Ignored("nothing bought")
    if text(thing, "invoice") or text(thing, "mode") == "subscription":
        # invoice.paid tells of the payment; this of the customer alone.
        tidings.about = (CUSTOMER, customer)
        if not customer:
            raise Ignored("told by invoice")
        return
    currency = currency_of(text(thing, "currency"))
    value = text(thing, "payment_intent") or identity(thing)
    tidings.about = (ORDER, value)
    sums = part_of(thing, "total_details")
    total, tax = stripe_minor(thing.get("amount_total"), currency), stripe_minor(sums.get("amount_tax"), currency)
    lines = [_line(tidings, item, stamp, currency) for item in items_of(part_of(thing, "line_items"), "data")]
    settled, discount = settle(lines, total=total, tax=tax, currency=currency, other="Other charges")
    tidings.tell(
        ORDER,
        value,
        "order",
        stamp,
        {
            "number": text(thing, "client_reference_id")[:100] or value,
            "ordered_at": moment(thing.get("created")) or stamp[0],
            "currency": currency,
            "status": "open" if text(thing, "payment_status") == "unpaid" else "paid",
            "discount": discount,
            "tax": tax,
            "total": total,
            "lines": settled,
            "customer": customer,
        },
    )


def _invoice(tidings: Tidings, thing: Mapping[str, Any], stamp: Stamp) -> None:
    currency = currency_of(text(thing, "currency"))
    value = text(thing, "payment_intent") or identity(thing)
    tidings.about = (ORDER, value)
    seen = {
        "name": text(thing, "customer_name"),
        "email": text(thing, "customer_email"),
        "phone": text(thing, "customer_phone"),
        "address": part_of(thing, "customer_address"),
    }
    customer = _customer(tidings, text(thing, "customer"), seen, stamp, "seen")
    total = stripe_minor(thing.get("total"), currency)
    tax = _tax_of(thing, currency)
    lines = [_line(tidings, item, stamp, currency) for item in items_of(part_of(thing, "lines"), "data")]
    settled, discount = settle(lines, total=total, tax=tax, currency=currency, other="Other charges")
    paid_at = part_of(thing, "status_transitions").get("paid_at")
    tidings.tell(
        ORDER,
        value,
        "order",
        stamp,
        {
            "number": text(thing, "number") or value,
            "ordered_at": moment(thing.get("created")) or moment(paid_at) or stamp[0],
            "currency": currency,
            "status": "paid",
            "discount": discount,
            "tax": tax,
            "total": total,
            "lines": settled,
            "customer": customer,
        },
    )


def _tax_of(thing: Mapping[str, Any], currency: str) -> int:
    """Up to 2025 one sum, since then a list."""
    if isinstance(thing.get("tax"), int):
        return stripe_minor(thing["tax"], currency)
    return sum(stripe_minor(one.get("amount"), currency) for one in items_of(thing, "total_taxes"))


def _line(tidings: Tidings, item: Mapping[str, Any], stamp: Stamp, currency: str) -> Line:
    """A line of an invoice or of a session that brings its lines; `amount` is before discounts and tax."""
    amount = item.get("amount_subtotal") if "amount_subtotal" in item else item.get("amount")
    net = millionths_from_minor(stripe_minor(amount, currency), currency)
    quantity = item.get("quantity")
    count = quantity * MILLION if isinstance(quantity, int) and quantity > 0 else MILLION
    line = line_of("", text(item, "description"), quantity=count, net=net)
    product = text(part_of(item, "price"), "product")
    product = product or text(part_of(part_of(item, "pricing"), "price_details"), "product")
    if product:
        line["product"] = tell_product(
            tidings,
            stamp,
            name=text(item, "description") or product,
            sku="",
            number=product,
            price=line["unit_price"],
            currency=currency,
        )
    return line


def _refunded(tidings: Tidings, thing: Mapping[str, Any], stamp: Stamp) -> None:
    """A charge says how much of it was given back so far, all refunds together."""
    currency = currency_of(text(thing, "currency"))
    value = text(thing, "payment_intent") or text(thing, "invoice") or identity(thing)
    tidings.about = (ORDER, value)
    tidings.customer = text(thing, "customer")
    amount = stripe_minor(thing.get("amount_refunded"), currency)
    if amount <= 0:
        raise Ignored("nothing given back")
    told: dict[str, Any] = {"ordered_at": stamp[0], "total": -amount, "lines": []}
    tidings.tell(ORDER, value, f"refund:{identity(thing)}", stamp, told)


def _customer(tidings: Tidings, value: str, given: Mapping[str, Any], stamp: Stamp, part: str) -> str:
    address = part_of(given, "address")
    street = ", ".join(piece for piece in (text(address, "line1"), text(address, "line2")) if piece)
    return tell_customer(
        tidings,
        value,
        stamp,
        part=part,
        full_name=text(given, "name"),
        email=text(given, "email"),
        phone=text(given, "phone"),
        place={
            "street": street,
            "city": text(address, "city"),
            "region": text(address, "state"),
            "postal_code": text(address, "postal_code"),
            "country": text(address, "country"),
        },
    )
