"""What of orders stands around other records, and around orders: a customer's, a product's, whose an order is."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.orders.models import Order, Status
from amity.customers.orders.queries import (
    orders_of,
    orders_of_count,
    orders_with_product,
    orders_with_product_count,
    top_buyers,
)
from amity.kernel.commands import Actor
from amity.kernel.ui import formats
from amity.kernel.ui.templatetags.ui import day
from amity.records.kinds.associations import Association, Related, uncounted
from amity.records.kinds.numbers import PERSON
from amity.records.kinds.registry import register_association


def customer_order_lines(customer: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """The latest orders of a person or company."""
    return [_order(order) for order in orders_of(customer.ref, seen_by=seen_by, limit=limit)]


def product_order_lines(product: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """The latest orders a product stands on, with their customers."""
    return [
        _order(order, of=_customer(order)) for order in orders_with_product(product.pk, seen_by=seen_by, limit=limit)
    ]


def other_order_lines(order: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """The customer's latest orders besides this one."""
    customer = _seen_customer(order)
    found = orders_of(customer.ref, seen_by=seen_by, limit=limit + 1) if customer else []
    return [_order(other) for other in found if other.pk != order.pk][:limit]


def other_order_count(order: Any, *, seen_by: Actor) -> tuple[int, bool]:
    """How many they are; capped likewise."""
    count, is_capped = orders_of_count(_seen_customer(order).ref, seen_by=seen_by)
    return count - (not is_capped), is_capped


def buyer_lines(product: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """Who bought most of a product."""
    return [
        Related(
            buyer.customer.name,
            f"/{'people' if buyer.customer.record_kind == PERSON else 'companies'}/{buyer.customer.uid}",
            figure=formats.quantity(buyer.quantity),
            face=buyer.customer.pk,
            is_person=buyer.customer.record_kind == PERSON,
        )
        for buyer in top_buyers(product.pk, seen_by=seen_by, limit=limit)
    ]


def _order(order: Order, of: str = "") -> Related:
    note = day(order.ordered_at)
    is_refund = order.is_refund and order.status != Status.CANCELLED
    return Related(
        str(order),
        f"/orders/{order.uid}",
        note=f"{of}, {note}" if of else note,
        figure=str(_("no amount given")) if order.total is None else formats.money(order.total, order.currency),
        state=str(_("refund") if is_refund else order.get_status_display()),
    )


def _customer(order: Order) -> str:
    customer = order.person or order.company
    return customer.name if customer else ""


def contribute() -> None:
    """Called from ready()."""
    for kind in ("person", "company"):
        register_association(
            kind,
            Association(
                name="orders",
                label=_("Orders"),
                top=customer_order_lines,
                count=lambda customer, *, seen_by: orders_of_count(customer.ref, seen_by=seen_by),
                add_href=_with("/orders/new", kind),
                add_label=_("Add an order"),
                all_href=_with("/orders", kind),
                empty=_("No orders yet."),
                order=30,
            ),
        )
    register_association(
        "product",
        Association(
            name="buyers",
            label=_("Buy most of it"),
            top=buyer_lines,
            count=uncounted,
            order=20,
        ),
    )
    register_association(
        "product",
        Association(
            name="orders",
            label=_("Orders with it"),
            top=product_order_lines,
            count=lambda product, *, seen_by: orders_with_product_count(product.pk, seen_by=seen_by),
            all_href=_with("/orders", "product"),
            empty=_("On no order yet."),
            order=30,
        ),
    )
    register_association(
        "order",
        Association(
            name="others",
            label=_("Their other orders"),
            top=other_order_lines,
            count=other_order_count,
            all_href=_all_of_customer,
            order=30,
        ),
    )


def _with(path: str, kind: str) -> Callable[[Any], str]:
    return lambda record: f"{path}?{kind}={record.uid}"


def _all_of_customer(order: Any) -> str:
    customer = _seen_customer(order)
    return f"/orders?{'person' if customer.record_kind == PERSON else 'company'}={customer.uid}" if customer else ""


def _seen_customer(order: Any) -> Any:
    """Whose orders stand beside it: the person's, else the company's, of an order as its page fetched it."""
    return order.seen_person or order.seen_company
