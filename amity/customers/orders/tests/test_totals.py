"""The projection of what customers' orders add up to: the live one equals the rebuilt one."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import (
    add_lines,
    cancel_order,
    change_order,
    convert_orders,
    create_orders,
    open_order,
    set_order_status,
)
from amity.customers.orders.drafts import LineDraft, LinesAddition, OrderDraft
from amity.customers.orders.models import CompanyTotals, CurrencyTotals, Order, PersonTotals, Status
from amity.customers.orders.queries import orders_of, orders_without_customer_count, totals_of
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.kernel.facts.readers import catch_up, lag, reader_named, rebuild
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.kernel.money.models import Rate
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import PERSON
from amity.records.testing import listed

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read() -> None:
    reader = reader_named("customers.order_totals")
    while catch_up(reader):
        pass
    assert lag(reader) == 0


def projection() -> dict[str, list[dict[str, Any]]]:
    return {
        "people": list(PersonTotals.objects.order_by("pk").values()),
        "companies": list(CompanyTotals.objects.order_by("pk").values()),
        "currencies": [
            {name: value for name, value in row.items() if name != "id"}
            for row in CurrencyTotals.objects.order_by("record_kind", "record_id", "currency").values()
        ],
    }


@pytest.fixture
def person(world) -> Ref:
    [person_id] = create_people([PersonDraft(full_name="Jo")], by=world.ada).written
    return Ref(PERSON, person_id)


def order(customer: Ref | None = None, **more) -> OrderDraft:
    known = {"person_id": customer.id} if customer else {}
    return OrderDraft(**{"ordered_at": DAY, "currency": "EUR", **known, **more})


def test_a_customer_has_totals_from_birth(person):
    home = totals_of(person).home
    assert (home.orders, home.net, home.last_order_at, home.last_order_key) == (0, 0, None, 0)
    assert PersonTotals.objects.filter(pk=person.id).exists()


def test_refunds_lower_the_value_and_are_no_orders(world, person):
    create_orders([order(person, total=10_000), order(person, lines=[LineDraft(net=-3 * MILLION)])], by=world.ada)
    read()
    home = totals_of(person).home
    assert (home.orders, home.refunds, home.bought, home.returned, home.net) == (1, 1, 10_000, -300, 9_700)


def test_drafts_and_cancelled_orders_count_for_nothing(world, person):
    open_order(order(person, total=5, status=Status.DRAFT), by=world.ada)
    cancelled = open_order(order(person, total=7), by=world.ada)
    read()
    assert totals_of(person).home.net == 7
    cancel_order(cancelled, by=world.ada)
    read()
    found = totals_of(person)
    assert (found.home.orders, found.home.net, found.home.last_order_at, found.currencies) == (0, 0, None, [])


def test_first_and_last_order_are_those_that_count(world, person):
    moments = [DAY - timedelta(days=900), DAY, DAY + timedelta(microseconds=5)]
    create_orders([order(person, total=1, ordered_at=at) for at in moments], by=world.ada)
    open_order(order(person, total=-1, ordered_at=DAY + timedelta(days=1)), by=world.ada)
    read()
    home = totals_of(person).home
    assert (home.first_order_at, home.last_order_at) == (moments[0], moments[2])
    assert home.last_order_key == int(moments[2].timestamp())


def test_an_amount_without_a_rate_is_counted_as_not_converted_until_there_is_one(world, person):
    create_orders([order(person, total=100), order(person, total=200, currency="USD")], by=world.ada)
    read()
    found = totals_of(person)
    assert (found.home.orders, found.home.net, found.home.not_converted) == (2, 100, 1)
    assert [(row.currency, row.net) for row in found.currencies] == [("EUR", 100), ("USD", 200)]
    assert convert_orders(by=world.ada) == (0, None)
    Rate.objects.create(home="EUR", currency="USD", day=date(2026, 2, 1), millionths=900_000)
    assert convert_orders(by=world.ada) == (1, None)
    read()
    home = totals_of(person).home
    assert (home.net, home.not_converted) == (280, 0)
    Rate.objects.filter(currency="USD").update(millionths=500_000)
    convert_orders(by=world.ada)
    read()
    assert totals_of(person).home.net == 200
    assert set(Order.objects.values_list("version", flat=True)) == {1}


def test_an_order_that_changes_hands_leaves_the_one_and_comes_to_the_other(world):
    one, two = create_people([PersonDraft(full_name="A"), PersonDraft(full_name="B")], by=world.ada).written
    order_id = open_order(order(Ref(PERSON, one), total=100), by=world.ada)
    read()
    change_order(RecordChange(order_id, {"person_id": two}), by=world.ada)
    change_order(RecordChange(order_id, {"person_id": None}), by=world.ada)
    change_order(RecordChange(order_id, {"person_id": two}), by=world.ada)
    read()
    assert [totals_of(Ref(PERSON, person_id)).home.net for person_id in (one, two)] == [0, 100]


def test_orders_without_a_customer_are_counted_and_listed(world, person):
    create_orders([order(total=1), order(total=2), order(person, total=3)], by=world.ada)
    read()
    assert orders_without_customer_count(seen_by=world.ada) == (2, False)
    page = listed("order", seen_by=world.ada, view="without-customer")
    assert sorted(found.total for found in page.rows) == [1, 2]
    assert [found.total for found in orders_of(person, seen_by=world.ada)] == [3]


@pytest.mark.parametrize("seed", range(3))
def test_after_whatever_happened_the_rebuilt_projection_equals_the_live_one(world, seed):
    chance = random.Random(seed)
    Rate.objects.create(home="EUR", currency="USD", day=date(2026, 1, 15), millionths=912_345)
    companies = create_companies([CompanyDraft(name=f"C{number}") for number in range(4)], by=world.ada).written
    drafts = [
        PersonDraft(
            full_name=f"P{number}",
            companies=[EmploymentDraft(chance.choice(companies))] if chance.random() < 0.5 else [],
        )
        for number in range(8)
    ]
    people = create_people(drafts, by=world.ada).written
    orders: list[int] = []
    for _step in range(60):
        _anything(chance, world.ada, people, companies, orders)
        if chance.random() < 0.3:
            read()
    read()
    live = projection()
    assert any(row["net"] for row in live["people"])
    rebuild(reader_named("customers.order_totals"))
    assert projection() == live


def _anything(chance: random.Random, by, people: list[int], companies: list[int], orders: list[int]) -> None:
    step = chance.choice(["create", "create", "create", "change", "status", "lines", "convert"])
    if step == "create" or not orders:
        drafts = [_any_draft(chance, people, companies) for _ in range(chance.randint(1, 4))]
        orders.extend(create_orders(drafts, by=by).written)
    elif step == "change":
        values = _any_draft(chance, people, companies)
        names = chance.sample(["person_id", "company_id", "currency", "ordered_at", "tax", "lines", "total"], 3)
        change_order(RecordChange(chance.choice(orders), {name: getattr(values, name) for name in names}), by=by)
    elif step == "status":
        set_order_status(chance.choice(orders), chance.choice(Status.values), by=by)
    elif step == "lines":
        add_lines([LinesAddition(chance.choice(orders), _any_lines(chance))], by=by)
    else:
        convert_orders(by=by)


def _any_draft(chance: random.Random, people: list[int], companies: list[int]) -> OrderDraft:
    return OrderDraft(
        ordered_at=datetime(2025, 12, 1, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 10**7)),
        person_id=chance.choice([*people, None]),
        company_id=chance.choice([*companies, None, None, None]),
        currency=chance.choice(["EUR", "USD", "JPY"]),
        status=chance.choice(Status.values),
        lines=_any_lines(chance) if chance.random() < 0.6 else [],
        total=chance.choice([None, 0, 500, -700, 10_001]),
        tax=chance.choice([0, 19]),
    )


def _any_lines(chance: random.Random) -> list[LineDraft]:
    sign = chance.choice([1, 1, -1])
    return [
        LineDraft(quantity=sign * chance.randint(0, 5) * MILLION, unit_price=chance.randint(0, 10**8))
        for _ in range(chance.randint(1, 3))
    ]
