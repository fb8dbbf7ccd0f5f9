"""What lists and pages show of orders, and of customers' orders."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.orders.models import Order, Status
from amity.customers.people.access import visible_to as visible_people
from amity.kernel.commands import Actor
from amity.records.kinds.common_fields import belonging_fields, created_field
from amity.records.kinds.fields import RecordField, Rows

ABOUT = _("About")
AMOUNTS = _("Amounts")


def _customers(rows: Rows, seen_by: Actor) -> Rows:
    return rows.prefetch_related(
        Prefetch("person", visible_people(seen_by).only("id", "uid", "name"), to_attr="seen_person"),
        Prefetch("company", visible_companies(seen_by).only("id", "uid", "name"), to_attr="seen_company"),
    )


def _customer(order: Order) -> Any:
    return getattr(order, "seen_person", None) or getattr(order, "seen_company", None)


def _amount(name: str) -> Any:
    def read(order: Order) -> tuple[int, str] | None:
        minor = getattr(order, name)
        return None if minor is None else (minor, order.currency)

    return read


FIELDS = [
    RecordField(
        name="number",
        label=_("Order"),
        shape="name",
        sort=("name_key", "pk"),
        editor=("number",),
        changes=("number",),
        in_list=True,
        area="who",
        order=10,
    ),
    RecordField(
        name="customer",
        label=_("Customer"),
        shape="record",
        value=_customer,
        fetch=_customers,
        in_list=True,
        area="sub",
        order=20,
    ),
    RecordField(
        name="person",
        label=_("Person"),
        shape="record",
        value=lambda order: getattr(order, "seen_person", None),
        fetch=_customers,
        editor=("person",),
        changes=("person_id",),
        section=ABOUT,
        order=21,
    ),
    RecordField(
        name="company",
        label=_("Company"),
        shape="record",
        value=lambda order: getattr(order, "seen_company", None),
        fetch=_customers,
        editor=("company",),
        changes=("company_id",),
        section=ABOUT,
        order=22,
    ),
    RecordField(
        name="date",
        label=_("Date"),
        shape="moment",
        value=lambda order: order.ordered_at,
        sort=("ordered_at", "pk"),
        falls_first=True,
        editor=("ordered_at",),
        changes=("ordered_at",),
        in_list=True,
        area="note",
        section=ABOUT,
        order=30,
    ),
    RecordField(
        name="status",
        label=_("Status"),
        shape="choice",
        choices=Status.choices,
        group="status",
        editor=("status",),
        changes=("status",),
        in_list=True,
        section=ABOUT,
        order=40,
    ),
    RecordField(
        name="title",
        label=_("Title"),
        editor=("title",),
        changes=("title",),
        section=ABOUT,
        order=50,
    ),
    RecordField(
        name="channel",
        label=_("Channel"),
        group="channel",
        editor=("channel",),
        changes=("channel",),
        section=ABOUT,
        order=60,
    ),
    RecordField(
        name="currency",
        label=_("Currency"),
        group="currency",
        changes=("currency",),
        order=61,
    ),
    RecordField(
        name="lines",
        label=_("Lines"),
        shape="number",
        value=lambda order: order.line_count or None,
        in_list=True,
        order=70,
    ),
    RecordField(
        name="discount",
        label=_("Discount"),
        shape="money",
        value=lambda order: (order.discount, order.currency) if order.discount else None,
        section=AMOUNTS,
        order=80,
    ),
    RecordField(name="net", label=_("Net"), shape="money", value=_amount("net"), section=AMOUNTS, order=81),
    RecordField(name="tax", label=_("Tax"), shape="money", value=_amount("tax"), section=AMOUNTS, order=82),
    RecordField(
        name="total",
        label=_("Total"),
        shape="money",
        value=_amount("total"),
        in_list=True,
        area="value",
        section=AMOUNTS,
        order=83,
    ),
    RecordField(
        name="net_home",
        label=_("Net in home currency"),
        shape="home_money",
        sums=True,
        order=84,
    ),
    RecordField(
        name="refund",
        label=_("Refund"),
        shape="yes_no",
        value=lambda order: order.is_refund,
        group="is_refund",
        order=90,
    ),
    created_field(in_list=False, is_sorted=False),
    *belonging_fields(),
]


def _totals(rows: Rows, _seen_by: Actor) -> Rows:
    # Every customer has the row: an inner join lets its index lead.
    return rows.select_related("totals").filter(totals__isnull=False)


def totals_fields(kind: str) -> list[RecordField]:
    """What a customer's orders add up to, as fields of the customer."""
    key = f"totals__{kind}_id"
    return [
        RecordField(
            name="orders",
            label=_("Orders"),
            shape="number",
            value=lambda record: record.totals.orders,
            fetch=_totals,
            sort=("totals__orders", key),
            falls_first=True,
            sums=True,
            in_list=True,
            order=200,
        ),
        RecordField(
            name="net",
            label=_("Net value"),
            shape="home_money",
            value=lambda record: record.totals.net,
            fetch=_totals,
            sort=("totals__net", key),
            falls_first=True,
            sums=True,
            in_list=True,
            area="value",
            order=201,
        ),
        RecordField(
            name="last_order",
            label=_("Last order"),
            shape="moment",
            value=lambda record: record.totals.last_order_at,
            fetch=_totals,
            sort=("totals__last_order_key", key),
            falls_first=True,
            in_list=True,
            area="note",
            order=202,
        ),
    ]
