"""Lists of orders, and of customers by their totals: right rows, few queries, the index led by the database."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amity.customers.companies.models import Company
from amity.customers.orders.commands import create_orders, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import CompanyTotals, Order, PersonTotals
from amity.customers.orders.queries import (
    get_order,
    orders_not_converted_count,
    orders_of,
    orders_of_count,
    orders_without_customer_count,
    totals_of,
)
from amity.customers.orders.totals import COLUMNS
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person
from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Missing
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import ORDER, PERSON
from amity.records.testing import listed
from amity.workspace.access.models import Visibility

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
MANY = 6_000
RECORD = ("id", "uid", "version", "name_key", "search_text", "created_at", "updated_at")


def plans(call: Any) -> str:
    """Run `call`, and say how the database ran its first SELECT on our tables."""
    with CaptureQueriesContext(
        connection,
    ) as ran:
        call()
    # A list of one record's begins with that record.
    reads = [query["sql"] for query in ran.captured_queries if query["sql"].startswith("SELECT")]
    reads = [sql for sql in reads if 'FROM "saved_view"' not in sql]
    select = next((sql for sql in reads if 'FROM "customer_order"' in sql), reads[0])
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + select)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.fixture
def crowd(world):
    """6,000 people and companies with totals, and as many orders, some of them without a customer."""
    chance, now = random.Random(7), timezone.now()
    for model, totals, key in ((Person, PersonTotals, "person_id"), (Company, CompanyTotals, "company_id")):
        ids = reserve_ids(model, MANY)
        rows = [(i, new_uid(), 1, f"{chance.random():.9f}", "", now, now, str(i)) for i in ids]
        defaults = {
            field.attname: field.get_default()
            for field in model._meta.concrete_fields
            if field.attname not in (*RECORD, "name", "owner_id", "team_id", "parent_id", "employees")
        }
        insert_rows(model, (*RECORD, "name", *defaults), [(*row, *defaults.values()) for row in rows])
        figures = []
        for record_id in ids:
            orders = chance.randint(0, 50)
            last = chance.randint(0, 10**9)
            figures.append((record_id, orders, 0, orders * 100, 0, orders * 100, 0, None, None, last))
        insert_rows(totals, (key, *COLUMNS), figures)
    people = list(Person.objects.values_list("pk", flat=True)[:MANY])
    columns = (
        *RECORD, "number", "title", "person_id", "ordered_at", "currency", "status", "channel", "discount", "tax",
        "net", "net_home", "is_refund", "line_count",
    )  # fmt: skip
    orders = []
    for order_id in reserve_ids(Order, MANY):
        person_id = people[order_id % MANY] if chance.random() < 0.97 else None
        at = DAY - timedelta(seconds=chance.randint(0, 10**8))
        number = f"{chance.random():.9f}"
        values = ("", "", person_id, at, "EUR", "paid", "", 0, 0, 1, 1 if chance.random() < 0.97 else None, False, 0)
        orders.append((order_id, new_uid(), 1, number, "", now, now, *values))
    insert_rows(Order, columns, orders)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("sign", ["", "-"])
def test_every_sortable_column_has_an_index_that_is_used(world, crowd, sign):
    lists = [
        ("person", "orders", "person_totals_by_orders"),
        ("person", "net", "person_totals_by_net"),
        ("person", "last_order", "person_totals_by_last"),
        ("company", "orders", "company_totals_by_orders"),
        ("company", "net", "company_totals_by_net"),
        ("company", "last_order", "company_totals_by_last"),
        ("order", "date", "order_by_date"),
        ("order", "number", "order_by_number"),
    ]
    for rows, sort, index in lists:
        first = listed(rows, seen_by=world.administrator, sort=sign + sort)
        for further in ({}, {"after": first.next_token}, {"before": first.next_token}):
            plan = plans(partial(listed, rows, seen_by=world.administrator, sort=sign + sort, **further))
            assert index in plan, f"{sign}{sort} {list(further)}: {plan}"
            assert "TEMP B-TREE" not in plan.upper().replace("LAST TERM OF ORDER BY", ""), plan


def test_orders_without_a_customer_come_from_their_own_index(world, crowd):
    assert "order_without_customer" in plans(
        lambda: listed("order", seen_by=world.administrator, view="without-customer")
    )
    assert "order_without_customer" in plans(lambda: orders_without_customer_count(seen_by=world.administrator))


def test_orders_not_converted_come_from_their_own_index(world, crowd):
    by = world.administrator
    plan = plans(lambda: listed("order", seen_by=by, view="not-converted"))
    assert "order_not_converted" in plan and "TEMP B-TREE" not in plan
    assert "order_not_converted" in plans(lambda: orders_not_converted_count(seen_by=by))


def test_orders_of_one_customer_come_from_its_index(world, crowd):
    by = world.administrator
    person, company = Order.objects.filter(person__isnull=False).first().person, Company.objects.first()
    for customer, kind, index in ((person, "person", "order_by_person"), (company, "company", "order_by_company")):
        for sort in ("-date", "date"):
            assert index in plans(lambda: listed("order", seen_by=by, sort=sort, **{kind: str(customer.uid)}))  # noqa: B023
        assert index in plans(lambda: orders_of(customer.ref, seen_by=by))  # noqa: B023
        assert index in plans(lambda: orders_of_count(customer.ref, seen_by=by))  # noqa: B023


def test_pages_of_a_list_neither_repeat_nor_skip(world):
    create_orders([OrderDraft(ordered_at=DAY, number=str(number), total=1) for number in range(120)], by=world.ada)
    seen, token = [], None
    while True:
        page = listed("order", seen_by=world.ada, sort="number", after=token)
        seen.extend(found.number for found in page.rows)
        token = page.next_token
        if not token:
            break
    assert seen == [str(number) for number in range(120)]


def test_lists_and_pages_ask_the_database_a_fixed_number_of_times(world, django_assert_num_queries):
    person = add_person(PersonDraft(full_name="Jo"), by=world.ada)
    drafts = [
        OrderDraft(ordered_at=DAY, person_id=person, lines=[LineDraft(unit_price=MILLION)] * 3) for _ in range(60)
    ]
    ids = create_orders(drafts, by=world.ada).written
    uid = Order.objects.get(pk=ids[0]).uid
    # The saved views, the orders, their people.
    with django_assert_num_queries(3):
        assert [found.seen_person.name for found in listed("order", seen_by=world.administrator).rows] == ["Jo"] * 50
    with django_assert_num_queries(3):
        order = get_order(uid, seen_by=world.administrator)
        assert [(line.position, line.product) for line in order.lines.all()] == [(1, None), (2, None), (3, None)]
    with django_assert_num_queries(2):
        totals_of(Ref(PERSON, person))


def test_orders_of_others_are_not_there(world):
    Visibility.objects.create(record_kind=ORDER, reach="team")
    order = Order.objects.get(pk=open_order(OrderDraft(ordered_at=DAY, total=1), by=world.ada))
    assert listed("order", seen_by=world.cleo).rows == []
    assert orders_without_customer_count(seen_by=world.cleo) == (0, False)
    with pytest.raises(Missing):
        get_order(order.uid, seen_by=world.cleo)
    assert get_order(order.uid, seen_by=world.ben).pk == order.pk
