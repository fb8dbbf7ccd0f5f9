"""Read orders and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

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
from amity.kernel.commands import Actor, Invalid, Missing
from amity.kernel.facts.refs import Ref
from amity.kernel.jobs.queries import is_under_way
from amity.kernel.paging import Page, capped_count, keyset_page
from amity.records.kinds.numbers import COMPANY, PERSON

SORTS = {"date": "ordered_at", "number": "name_key"}


def order_list(
    *,
    seen_by: Actor,
    sort: str = "-date",
    customer: Ref | None = None,
    only_without_customer: bool = False,
    only_not_converted: bool = False,
    after: str | None = None,
    before: str | None = None,
) -> Page[Order]:
    """A page of orders with their customers, by date or number; `-date` falls. Raises Invalid.

    `customer` is one the viewer sees; not converted are those that count but have no rate for their day.
    """
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        raise Invalid("list.no_such_order", "The list cannot be sorted by this.", "sort")
    sign = "-" if sort.startswith("-") else ""
    rows = _with_customers(visible_to(seen_by))
    if customer:
        rows = rows.filter(**{_key_of(customer): customer.id})
    if only_without_customer:
        rows = rows.filter(has_no_customer())
    if only_not_converted:
        rows = _not_converted(rows)
    return keyset_page(rows, order=[sign + key, f"{sign}id"], after=after, before=before)


def orders_without_customer_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many orders lack a customer, counted up to 10,000; True when there are more."""
    return capped_count(visible_to(seen_by).filter(has_no_customer()))


def orders_not_converted_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many orders that count have no value in the home currency for want of a rate; capped likewise."""
    return capped_count(_not_converted(visible_to(seen_by)))


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
        visible_to(seen_by)
        .select_related("person", "company", "owner")
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
    """All values of an order fetched by `get_order`, under the names of OrderDraft, fit for JSON."""
    values = {name: getattr(order, name) for name in FIELDS} | {"ordered_at": order.ordered_at.isoformat()}
    names = ("product_id", "description", "quantity", "unit_price", "discount", "net")
    return values | {"lines": [{name: getattr(line, name) for name in names} for line in order.lines.all()]}


def order_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many there are to see, counted up to 10,000; True when there are more."""
    return capped_count(visible_to(seen_by))


def orders_of(customer: Ref, *, seen_by: Actor, limit: int = 5) -> list[Order]:
    """The latest orders of a person or company."""
    rows = _with_customers(visible_to(seen_by)).filter(**{_key_of(customer): customer.id})
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


def orders_with_product(product_id: int, *, seen_by: Actor, limit: int = 5) -> list[Order]:
    """The latest orders that a product stands on."""
    on = OrderLine.objects.filter(product_id=product_id).values("order_id")
    return list(_with_customers(visible_to(seen_by)).filter(pk__in=on).order_by("-ordered_at", "-id")[:limit])


def order_count_with_product(product_id: int) -> tuple[int, bool]:
    """How many orders a product stands on, whoever may see them; capped likewise."""
    return capped_count(Order.objects.filter(pk__in=OrderLine.objects.filter(product_id=product_id).values("order_id")))


def _not_converted(rows: "QuerySet[Order]") -> "QuerySet[Order]":
    return rows.filter(NOT_CONVERTED).exclude(status__in=(Status.CANCELLED, Status.DRAFT))


def _with_customers(rows: "QuerySet[Order]") -> "QuerySet[Order]":
    return rows.select_related("person", "company").only(
        "id", "uid", "version", "number", "title", "name_key", "ordered_at", "currency", "status", "channel", "net",
        "total", "net_home", "is_refund", "line_count", "owner_id", "team_id", "person__id", "person__uid",
        "person__name", "company__id", "company__uid", "company__name",
    )  # fmt: skip


def _key_of(customer: Ref) -> str:
    if customer.kind not in (PERSON, COMPANY):
        raise ValueError("orders belong to people and companies")
    return "person_id" if customer.kind == PERSON else "company_id"
