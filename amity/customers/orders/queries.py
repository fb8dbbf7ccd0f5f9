"""Read orders and what they add up to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from amity.customers.catalogue.access import visible_to as visible_products
from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.companies.models import Company
from amity.customers.orders.access import visible_to
from amity.customers.orders.commands.stored import FIELDS, lines_of_orders
from amity.customers.orders.drafts import LineDraft
from amity.customers.orders.models import (
    NOT_CONVERTED,
    CompanyTotals,
    CurrencyTotals,
    Order,
    OrderLine,
    PersonTotals,
    Status,
    Totals,
    has_no_customer,
)
from amity.customers.people.access import visible_to as visible_people
from amity.customers.people.models import Person
from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.refs import Ref
from amity.kernel.jobs.queries import is_under_way
from amity.kernel.paging import capped_count
from amity.records.kinds.numbers import COMPANY, PERSON

_LINE = ("product_id", "description", "quantity", "unit_price", "discount", "net")


def orders_without_customer_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many orders lack a customer, counted up to 10,000; True when there are more."""
    return capped_count(visible_to(seen_by).filter(has_no_customer()))


def orders_not_converted_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many orders that count have no value in the home currency for want of a rate; capped likewise."""
    return capped_count(not_converted(visible_to(seen_by)))


def orders_of_count(customer: Ref, *, seen_by: Actor) -> tuple[int, bool]:
    """How many orders of a person or company there are to see, of whatever status; capped likewise."""
    return capped_count(visible_to(seen_by).filter(**{_key_of(customer): customer.id}))


def is_conversion_under_way() -> bool:
    """Whether orders are being converted just now, so that sums may still be those of before."""
    return is_under_way("amity.customers.orders.jobs.convert_orders_job")


def get_order(uid: UUID | str, *, seen_by: Actor) -> Order:
    """One order with customer, owner and `lines` with their products, in their order; raises Missing."""
    lines = OrderLine.objects.select_related("product").order_by("position")
    order = (
        _customers_as_seen(visible_to(seen_by).select_related("owner"), seen_by)
        .prefetch_related(Prefetch("lines", queryset=lines))
        .filter(uid=uid)
        .first()
    )
    if order is None:
        raise Missing("no such order")
    return order


def order_by_id(order_id: int, *, seen_by: Actor) -> Order:
    """One order by the key a command returned; Missing when the viewer may not see it."""
    order = visible_to(seen_by).filter(pk=order_id).first()
    if order is None:
        raise Missing("no such order")
    return order


def order_values(order: Order) -> dict[str, Any]:
    """All values of an order, under the names of OrderDraft, fit for JSON."""
    return values_of([order])[order.pk]


def values_of(orders: Sequence[Order]) -> dict[int, dict[str, Any]]:
    """All values of orders by id, under the names of OrderDraft, fit for JSON (one query)."""
    lines = lines_of_orders(order.pk for order in orders)
    return {
        order.pk: {name: getattr(order, name) for name in FIELDS}
        | {"ordered_at": order.ordered_at.isoformat()}
        | {"lines": [dict(zip(_LINE, line, strict=True)) for line in lines[order.pk]]}
        for order in orders
    }


def orders_of(customer: Ref, *, seen_by: Actor, limit: int = 5) -> list[Order]:
    """The latest orders of a person or company, without what is known: their customer."""
    rows = visible_to(seen_by).filter(**{_key_of(customer): customer.id}).only(*_IN_LINES)
    return list(rows.order_by("-ordered_at", "-id")[:limit])


@dataclass(frozen=True, slots=True)
class CustomerTotals:
    """What a customer's orders add up to: `home` in the home currency, `currencies` one by one."""

    home: Totals
    currencies: list[CurrencyTotals]

    def foreign(self, home_currency: str) -> list[CurrencyTotals]:
        """The currencies worth a line of their own: none when all is in the home currency."""
        return [] if [row.currency for row in self.currencies] in ([], [home_currency]) else self.currencies


def totals_of(customer: Ref) -> CustomerTotals:
    """Totals of a person or company the caller already sees; zeros before the first order (2 queries)."""
    _key_of(customer)
    model: type[PersonTotals] | type[CompanyTotals] = PersonTotals if customer.kind == PERSON else CompanyTotals
    home = model.objects.filter(pk=customer.id).first() or model(pk=customer.id)
    per_currency = CurrencyTotals.objects.filter(record_kind=customer.kind, record_id=customer.id)
    return CustomerTotals(home, list(per_currency.order_by("currency")))


def stored_orders_to_compare(ids: Iterable[int], *, seen_by: Actor) -> dict[int, dict[str, Any]]:
    """The values of orders under the names of OrderDraft, with `version` and `lines`: to compare a file with.

    Two queries; at most some hundred orders a call.
    """
    rows = visible_to(seen_by).filter(pk__in=list(ids)).values("id", "version", "line_count", *FIELDS)
    orders = {row["id"]: dict(row) for row in rows}
    for order_id, lines in lines_of_orders(orders).items():
        orders[order_id]["lines"] = [LineDraft(*line) for line in lines]
    return orders


def visible_order_ids(ids: Iterable[int], *, seen_by: Actor) -> set[int]:
    """Those of these orders that the viewer may see."""
    return set(visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", flat=True))


def order_lines(order: Order, *, seen_by: Actor) -> list[OrderLine]:
    """The lines of an order the viewer sees, in their order; `seen_product` is there where they may see it too."""
    product = Prefetch("product", visible_products(seen_by).only("id", "uid", "name"), to_attr="seen_product")
    return list(OrderLine.objects.filter(order=order).order_by("position").prefetch_related(product))


def orders_with_product(product_id: int, *, seen_by: Actor, limit: int = 5) -> list[Order]:
    """The latest orders that a product stands on."""
    on = OrderLine.objects.filter(product_id=product_id).values("order_id")
    return list(_with_customers(visible_to(seen_by), seen_by).filter(pk__in=on).order_by("-ordered_at", "-id")[:limit])


def orders_with_product_count(product_id: int, *, seen_by: Actor) -> tuple[int, bool]:
    """How many orders a product stands on, of those the viewer may see; capped likewise."""
    on = OrderLine.objects.filter(product_id=product_id).values("order_id")
    return capped_count(visible_to(seen_by).filter(pk__in=on))


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought a product, and how much of it in millionths, refunds taken off."""

    customer: Person | Company
    quantity: int


BUYERS_FROM = 2000


def top_buyers(product_id: int, *, seen_by: Actor, limit: int = 3) -> list[Buyer]:
    """Who bought most of a product, of its last 2,000 lines that the viewer may see and that count.

    An order of a person at a company counts for the person. Customers the viewer may not see are left out.
    """
    counting = visible_to(seen_by).exclude(status__in=(Status.CANCELLED, Status.DRAFT))
    lines = OrderLine.objects.filter(product_id=product_id, order__in=counting)
    latest = lines.order_by("-pk").values_list("order__person_id", "order__company_id", "quantity")[:BUYERS_FROM]
    sums: dict[Ref, int] = defaultdict(int)
    for person_id, company_id, quantity in latest:
        if person_id or company_id:
            sums[Ref(PERSON, person_id) if person_id else Ref(COMPANY, company_id)] += quantity
    ranked = sorted((ref for ref in sums if sums[ref] > 0), key=lambda ref: (-sums[ref], ref))
    # Some of the first may be hidden: look a little further than asked.
    likely = ranked[: limit * 20]
    seen: dict[Ref, Any] = {}
    for kind, rows in ((PERSON, visible_people(seen_by)), (COMPANY, visible_companies(seen_by))):
        found = rows.only("id", "uid", "name").in_bulk([ref.id for ref in likely if ref.kind == kind])
        seen |= {Ref(kind, pk): customer for pk, customer in found.items()}
    return [Buyer(seen[ref], sums[ref]) for ref in likely if ref in seen][:limit]


def order_count_with_product(product_id: int) -> tuple[int, bool]:
    """How many orders a product stands on, whoever may see them; capped likewise."""
    return capped_count(Order.objects.filter(pk__in=OrderLine.objects.filter(product_id=product_id).values("order_id")))


def not_converted(rows: "QuerySet[Order]") -> "QuerySet[Order]":
    """Those that count but have no value in the home currency, for want of a rate for their day."""
    return rows.filter(NOT_CONVERTED).exclude(status__in=(Status.CANCELLED, Status.DRAFT))


_IN_LINES = (
        "id", "uid", "version", "number", "title", "name_key", "ordered_at", "currency", "status", "channel", "net",
        "total", "net_home", "is_refund", "line_count", "owner_id", "team_id", "person_id", "company_id",
    )  # fmt: skip


def _with_customers(rows: "QuerySet[Order]", seen_by: Actor) -> "QuerySet[Order]":
    return _customers_as_seen(rows, seen_by).only(*_IN_LINES)


def _customers_as_seen(rows: "QuerySet[Order]", seen_by: Actor) -> "QuerySet[Order]":
    """With `person` and `company` as far as the viewer may see them; None where not, as where there is none."""
    return rows.prefetch_related(
        Prefetch("person", visible_people(seen_by).only("id", "uid", "name")),
        Prefetch("company", visible_companies(seen_by).only("id", "uid", "name")),
    )


def _key_of(customer: Ref) -> str:
    if customer.kind not in (PERSON, COMPANY):
        raise ValueError("orders belong to people and companies")
    return "person_id" if customer.kind == PERSON else "company_id"
