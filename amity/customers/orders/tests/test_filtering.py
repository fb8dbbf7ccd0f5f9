"""People and companies are asked for by what happened, orders by what stands on them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amity.customers.activities.commands import delete_activity, log_call
from amity.customers.activities.models import Activity
from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.orders.commands import cancel_order, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.kernel.commands import Actor
from amity.kernel.facts.models import Occurrence
from amity.kernel.facts.occurrences import fill_occurrences
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.kernel.filters import FilterErrors, filtered, parse_json, parse_text
from amity.kernel.money import MILLION
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.numbers import ORDER, PERSON
from amity.records.kinds.registry import kind_named
from amity.workspace.access.commands import set_reach

NOW = timezone.now()


def found(text: str, seen_by: Actor, kind: str = "person") -> list[str]:
    """What a filter leaves, by name; both written forms are read back on the way."""
    catalogue = catalogue_of(kind, seen_by=seen_by)
    wanted = parse_text(text, catalogue)
    assert parse_text(wanted.to_text(), catalogue) == wanted == parse_json(wanted.to_json(), catalogue)
    rows = filtered(kind_named(kind).visible_to(seen_by), wanted, catalogue, seen_by=seen_by)
    return [str(row) for row in rows.order_by("name_key")]


@pytest.fixture
def shop(world: Any) -> dict[str, int]:
    """Ana bought three times, twice lately; Ben once, a year ago, and sent it back; Cy never did."""
    knife, fork = create_products(
        [
            ProductDraft(
                name="Bread knife", code="K1", currency="EUR", unit_price=50 * MILLION, category="Kitchen > Knives"
            ),
            ProductDraft(name="Fork", code="F1", currency="EUR", unit_price=5 * MILLION, category="Kitchen"),
        ],
        by=world.ada,
    ).written
    people = {name: add_person(PersonDraft(full_name=name), by=world.ada) for name in ("Ana", "Ben", "Cy")}

    def order(number: str, name: str, days: int, product: int, price: int, owner: Actor = world.ada) -> int:
        draft = OrderDraft(
            number=number,
            person_id=people[name],
            ordered_at=NOW - timedelta(days=days),
            currency="EUR",
            owner_id=owner.account_id,
            channel="Laden",
            lines=[LineDraft(product_id=product, quantity=MILLION if price > 0 else -MILLION, unit_price=abs(price))],
        )
        return open_order(draft, by=owner)

    order("A1", "Ana", 10, knife, 300 * MILLION)
    order("A2", "Ana", 20, fork, 250 * MILLION, world.cleo)
    order("A3", "Ana", 400, fork, 10 * MILLION)
    order("B1", "Ben", 370, fork, 80 * MILLION)
    order("B2", "Ben", 360, fork, -80 * MILLION)
    cancel_order(order("C1", "Cy", 5, fork, 70 * MILLION), by=world.ada)
    while catch_up_all():
        pass
    return people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ordered", ["Ana", "Ben"]),
        ("never ordered", ["Cy"]),
        ("ordered at least 2 times in the last 90 days", ["Ana"]),
        ("not ordered at least 2 times in the last 90 days", ["Ben", "Cy"]),
        ("ordered at most once", ["Ben", "Cy"]),
        ("ordered exactly 3 times", ["Ana"]),
        ("ordered exactly 0 times", ["Cy"]),
        ("not ordered exactly once", ["Ana", "Cy"]),
        ("ordered in the last year", ["Ana"]),
        ("ordered before today and not ordered in the last year", ["Ben"]),
        ("ordered for at least 550 EUR in the last 30 days", ["Ana"]),
        ("ordered for at least 550.01 in the last 30 days", []),
        ("ordered for at most 0 EUR", ["Ben", "Cy"]),
        ('ordered product "bread knife"', ["Ana"]),
        ("ordered product F1 at least 2 times", ["Ana"]),
        ("ordered category knives", ["Ana"]),
        ("ordered category Kitchen", ["Ana", "Ben"]),
        ("never ordered category knives", ["Ben", "Cy"]),
        ("orders >= 3", ["Ana"]),
        ("net = 560 EUR", ["Ana"]),
        ("last_order in the last 30 days", ["Ana"]),
        ("last_order more than 30 days ago", ["Ben"]),
        ("last_order is empty", ["Cy"]),
        ("not last_order in the last 30 days", ["Ben", "Cy"]),
    ],
)
def test_people_are_found_by_what_they_ordered(world: Any, shop: dict[str, int], text: str, names: list[str]) -> None:
    assert found(text, world.ada) == names


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("number = a1", ["A1"]),
        ("number in (A1, b2)", ["A1", "B2"]),
        ("person = Ben", ["B1", "B2"]),
        ("person.last_order in the last 30 days", ["A1", "A2", "A3"]),
        ("product = fork and refund = no", ["A2", "A3", "B1", "C1"]),
        ("status = Cancelled", ["C1"]),
        ("channel contains LADE and total >= 250 EUR", ["A1", "A2"]),
        ("total < 0 EUR", ["B2"]),
        ("not total >= 80 USD and date in the last 30 days", ["A1", "A2", "C1"]),
    ],
)
def test_orders_are_found_by_what_stands_on_them(
    world: Any, shop: dict[str, int], text: str, numbers: list[str]
) -> None:
    assert found(text, world.ada, "order") == numbers


def test_products_are_found_by_price_and_category(world: Any, shop: dict[str, int]) -> None:
    assert found("price > 5 EUR", world.ada, "product") == ["Bread knife"]
    assert found("category contains knives and active = yes", world.ada, "product") == ["Bread knife"]
    assert found("cost is empty", world.ada, "product") == ["Bread knife", "Fork"]


def test_orders_one_may_not_see_do_not_count(world: Any, shop: dict[str, int]) -> None:
    set_reach(ORDER, reach="own", by=world.administrator)
    assert found("ordered at least 2 times in the last 90 days", world.ada) == []
    assert found("ordered in the last 90 days", world.cleo) == ["Ana"]
    assert found("never ordered", world.cleo) == ["Ben", "Cy"]
    assert found("ordered product K1", world.cleo) == []


def test_calls_count_until_they_are_deleted(world: Any, shop: dict[str, int]) -> None:
    ana = Ref(PERSON, shop["Ana"])
    log_call(ana, text="Hello", by=world.ada)
    call = log_call(ana, text="Again", by=world.ada, occurred_at=NOW - timedelta(days=3))
    assert found("has call at least 2 times in the last 7 days", world.ada) == ["Ana"]
    assert found("has no call", world.ada) == ["Ben", "Cy"]
    delete_activity(Activity.objects.get(pk=call).uid, by=world.ada)
    assert found("has call at least 2 times in the last 7 days", world.ada) == []
    assert found("has call since today", world.ada) == ["Ana"]


def test_occurrences_can_be_written_anew_from_the_facts(world: Any, shop: dict[str, int]) -> None:
    for _ in range(3):
        call = log_call(Ref(PERSON, shop["Ana"]), text="Hello", by=world.ada)
    delete_activity(Activity.objects.get(pk=call).uid, by=world.ada)
    kept = set(Occurrence.objects.values_list("kind", "record_kind", "record_id", "occurred_at", "subject_id"))
    assert len(kept) == 2
    fill_occurrences(2, "call.logged", "call.deleted", "activity_id")
    again = set(Occurrence.objects.values_list("kind", "record_kind", "record_id", "occurred_at", "subject_id"))
    assert again == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ordered at least", "a number"),
        ("ordered for at least 5 USD", "EUR"),
        ("ordered at least x times", "1"),
        ("has", "call"),
        ("ordered in", "a date"),
        ("net > 5 XXX", None),
    ],
)
def test_a_mistake_says_what_was_expected(world: Any, text: str, expected: str | None) -> None:
    with pytest.raises(FilterErrors) as caught:
        parse_text(text, catalogue_of("person", seen_by=world.ada))
    assert expected is None or expected in caught.value.errors[0].expected
