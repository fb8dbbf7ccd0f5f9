"""Orders: amounts, customers, refunds, changes, facts and refusals."""

from datetime import UTC, datetime

import pytest

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import (
    add_lines,
    cancel_order,
    change_order,
    create_orders,
    open_order,
    set_order_status,
    update_orders,
)
from amity.customers.orders.drafts import LineDraft, LinesAddition, OrderDraft
from amity.customers.orders.models import Order, Status
from amity.customers.orders.queries import stored_orders_to_compare
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused, Stale
from amity.kernel.facts.kinds import fact_kind
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.money import MILLION
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON
from amity.workspace.access.models import Visibility

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told() -> list[str]:
    return list(
        StoredFact.objects.exclude(kind__in=["person.created", "company.created", "product.created"])
        .order_by("id")
        .values_list("kind", flat=True)
    )


def last_sentence() -> str:
    fact = StoredFact.objects.order_by("-id").first()
    return fact_kind(fact.kind).tell(fact.data)


def line(quantity: int, price: float, **more) -> LineDraft:
    return LineDraft(quantity=quantity * MILLION, unit_price=round(price * MILLION), **more)


def order(**more) -> OrderDraft:
    return OrderDraft(**{"ordered_at": DAY, "currency": "EUR", **more})


def placed(draft: OrderDraft, by) -> Order:
    return Order.objects.get(pk=open_order(draft, by=by))


def test_an_order_adds_up_its_lines_less_discount_plus_tax(world):
    mug = add_product(ProductDraft(name="Mug", code="M1"), by=world.ada)
    lines = [line(12, 2.55, product_id=mug), line(1, 300, discount=500_000)]
    found = placed(order(number="536365", lines=lines, discount=100, tax=5767), world.ada)
    assert (found.net, found.total, found.net_home) == (32910, 38677, 32910)
    assert (found.line_count, found.is_refund, found.status) == (2, False, Status.COMPLETED)
    assert [item.description for item in found.lines.order_by("position")] == ["Mug", ""]
    assert told() == ["order.placed"]
    assert last_sentence() == "Order 536365: 2 lines for €386.77"


def test_an_order_is_rounded_once_half_to_even(world):
    thirds = [LineDraft(quantity=MILLION, unit_price=3_335) for _ in range(3)]
    assert placed(order(lines=thirds), world.ada).net == 1
    assert placed(order(lines=[LineDraft(net=5_000)]), world.ada).net == 0
    assert placed(order(lines=[LineDraft(net=15_000)]), world.ada).net == 2
    assert placed(order(lines=[LineDraft(net=1_500_000)], currency="JPY"), world.ada).net == 2


@pytest.mark.parametrize(
    ("given", "net", "total", "is_refund"),
    [
        ({"total": 1190, "tax": 190}, 1000, 1190, False),
        ({"net": 1000, "tax": 190}, 1000, 1190, False),
        ({"net": 1000, "tax": 190, "total": 1200}, 1000, 1200, False),
        ({"total": -500}, -500, -500, True),
        ({}, None, None, False),
    ],
)
def test_an_order_without_lines_takes_what_was_given(world, given, net, total, is_refund):
    found = placed(order(**given), world.ada)
    assert (found.net, found.total, found.is_refund) == (net, total, is_refund)


def test_negative_lines_alone_are_a_refund(world):
    assert placed(order(lines=[line(-2, 5), line(1, 0)]), world.ada).is_refund
    assert last_sentence() == "Returned 2 lines for €10.00"
    mixed = placed(order(lines=[line(-2, 5), line(1, 1)]), world.ada)
    assert (mixed.is_refund, mixed.net) == (False, -900)
    free = placed(order(lines=[line(1, 0)]), world.ada)
    assert (free.is_refund, free.net) == (False, 0)


def test_an_order_goes_to_the_company_and_the_owner_of_its_person(world):
    company = add_company(CompanyDraft(name="Nord"), by=world.ada)
    person = add_person(
        PersonDraft(full_name="Jo", companies=[EmploymentDraft(company)], owner_id=world.ben.account_id), by=world.ada
    )
    found = placed(order(person_id=person, total=100), world.ada)
    assert (found.company_id, found.owner_id) == (company, world.ben.account_id)
    assert placed(order(total=1), world.ada).owner_id == world.ada.account_id
    about = FactAbout.objects.filter(fact_id=StoredFact.objects.get(data__order_id=found.pk).pk)
    assert {(row.record_kind, row.record_id) for row in about} == {
        (ORDER, found.pk), (PERSON, person), (COMPANY, company),
    }  # fmt: skip
    assert {row.occurred_at for row in about} == {DAY}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (OrderDraft(), "order.undated"),
        (OrderDraft(ordered_at=datetime(2026, 1, 1)), "order.no_time_zone"),
        (order(currency="ZZZ"), "currency.unknown"),
        (order(status="lost"), "order.no_such_status"),
        (order(person_id=10**9), "order.no_such_person"),
        (order(company_id=10**9), "order.no_such_company"),
        (order(lines=[line(1, 1, product_id=10**9)]), "order.no_such_product"),
        (order(lines=[line(10**8, 10**8)]), "order.line_too_large"),
        (order(owner_id=10**9), "owner.unknown"),
        (order(total=10**17), "order.amount_too_large"),
    ],
)
def test_a_wrong_order_is_refused_and_does_not_stop_the_others(world, draft, code):
    result = create_orders([draft, order(number="good", total=1)], by=world.ada)
    assert [refused.code for refused in result.refusals[0]] == [code]
    assert result.ids[0] is None
    assert list(Order.objects.values_list("pk", "number")) == [(result.ids[1], "good")]
    assert told() == ["order.placed"]


def test_an_external_id_belongs_to_one_order(world):
    drafts = [order(total=1, external_ids=[("shop", "7")]), order(total=2, external_ids=[("shop", "7")])]
    result = create_orders(drafts, by=world.ada)
    assert [refused.code for refused in result.refusals[1]] == ["external_id.taken"]


def test_nobody_orders_for_a_customer_they_do_not_see(world):
    Visibility.objects.create(record_kind=PERSON, reach="team")
    person = add_person(PersonDraft(full_name="Jo", owner_id=world.ada.account_id), by=world.ada)
    with pytest.raises(Invalid, match="no such person"):
        open_order(order(person_id=person, total=1), by=world.cleo)
    assert open_order(order(person_id=person, total=1), by=world.ben)


def test_readers_write_no_orders(world):
    with pytest.raises(NotAllowed):
        open_order(order(total=1), by=world.reader)
    order_id = open_order(order(total=1), by=world.ada)
    with pytest.raises(NotAllowed):
        cancel_order(order_id, by=world.reader)


def test_changing_what_is_not_visible_is_like_changing_what_is_not_there(world):
    Visibility.objects.create(record_kind=ORDER, reach="own")
    order_id = open_order(order(total=1), by=world.ada)
    with pytest.raises(Missing):
        cancel_order(order_id, by=world.cleo)
    with pytest.raises(Missing):
        add_lines([LinesAddition(order_id, [line(1, 1)])], by=world.cleo)
    result = update_orders([RecordChange(order_id, {"tax": 1}), RecordChange(10**9, {"tax": 1})], by=world.cleo)
    assert [refused[0].code for refused in result.refusals.values()] == ["record.missing"] * 2


def test_a_change_writes_only_what_differs(world):
    order_id = open_order(order(number="A", lines=[line(2, 5)], tax=100), by=world.ada)
    assert change_order(RecordChange(order_id, {"tax": 200, "number": "A"}), by=world.ben) == order_id
    found = Order.objects.get(pk=order_id)
    assert (found.version, found.net, found.total) == (2, 1000, 1200)
    fact = StoredFact.objects.get(kind="record.changed")
    assert fact.data["changes"] == {"tax": [100, 200], "total": [1100, 1200]}
    result = update_orders([RecordChange(order_id, {"tax": 200, "lines": [line(2, 5)]})], by=world.ada)
    assert (result.ids, result.unchanged) == ([order_id], {0})
    assert Order.objects.get(pk=order_id).version == 2
    assert told() == ["order.placed", "record.changed"]


def test_new_lines_replace_the_old_ones(world):
    order_id = open_order(order(lines=[line(2, 5), line(1, 1)]), by=world.ada)
    change_order(RecordChange(order_id, {"lines": [line(-1, 3)], "total": 5}), by=world.ada)
    found = Order.objects.get(pk=order_id)
    assert (found.line_count, found.net, found.total, found.is_refund) == (1, -300, -300, True)
    assert found.lines.count() == 1


def test_a_total_of_an_order_without_lines_may_be_corrected(world):
    order_id = open_order(order(total=1190, tax=190), by=world.ada)
    change_order(RecordChange(order_id, {"total": 2190}), by=world.ada)
    found = Order.objects.get(pk=order_id)
    assert (found.net, found.tax, found.total) == (2000, 190, 2190)
    change_order(RecordChange(order_id, {"tax": 0}), by=world.ada)
    found.refresh_from_db()
    assert (found.net, found.total) == (2000, 2000)
    change_order(RecordChange(order_id, {"total": None}), by=world.ada)
    found.refresh_from_db()
    assert (found.net, found.total) == (None, None)


def test_changes_of_different_fields_merge_and_of_the_same_ask(world):
    order_id = open_order(order(number="A", channel="shop", total=1), by=world.ada)
    change_order(RecordChange(order_id, {"channel": "web"}, version=1), by=world.ada)
    stale = RecordChange(
        order_id, {"number": "B", "channel": "shop"}, version=1, was={"number": "A", "channel": "shop"}
    )
    change_order(stale, by=world.ben)
    found = Order.objects.get(pk=order_id)
    assert (found.number, found.channel, found.version) == ("B", "web", 3)
    with pytest.raises(Stale) as refused:
        change_order(RecordChange(order_id, {"channel": "fair"}, version=1, was={"channel": "shop"}), by=world.ben)
    assert refused.value.conflicts == {"channel": ("fair", "web", "shop")}


def test_an_order_moves_on_and_is_cancelled(world):
    order_id = open_order(order(number="7", total=1200, status=Status.DRAFT), by=world.ada)
    set_order_status(order_id, Status.OPEN, by=world.ada)
    set_order_status(order_id, Status.PAID, by=world.ada)
    assert last_sentence() == "moved order 7 from Open to Paid"
    cancel_order(order_id, by=world.ada)
    assert last_sentence() == "cancelled order 7 of €12.00"
    cancel_order(order_id, by=world.ada)
    assert told() == ["order.drafted", "order.placed", "order.status_changed", "order.cancelled"]
    assert Order.objects.get(pk=order_id).version == 4


def test_lines_may_come_after_their_order(world):
    first, second = create_orders([order(number="1", total=999), order(number="2")], by=world.ada).written
    additions = [
        LinesAddition(first, [line(1, 2), line(1, 3)]),
        LinesAddition(second, [line(-1, 4)]),
        LinesAddition(first, [line(2, 5)]),
        LinesAddition(10**9, [line(1, 1)]),
    ]
    result = add_lines(additions, by=world.ada)
    assert result.ids == [first, second, first, None]
    assert list(result.refusals) == [3]
    found = Order.objects.get(pk=first)
    assert (found.net, found.line_count, found.version) == (1500, 3, 2)
    assert [item.position for item in found.lines.order_by("position")] == [1, 2, 3]
    assert Order.objects.get(pk=second).is_refund
    assert told() == ["order.placed"] * 2 + ["order.lines_added"] * 2
    again = add_lines(additions[:3], by=world.ada, only_new=True)
    assert (again.written, again.unchanged) == ([first, second, first], {0, 1, 2})
    assert Order.objects.get(pk=first).version == 2


def test_the_set_of_many_writes_what_many_sets_of_one_write(world):
    drafts = [
        order(number=str(number), lines=[line(number, 1.255)], tax=number, external_ids=[("shop", str(number))])
        for number in range(1, 20)
    ]
    together = create_orders(drafts, by=world.ada).written
    singly = [open_order(order_draft, by=world.ada) for order_draft in _renamed(drafts)]
    one, other = (stored_orders_to_compare(ids, seen_by=world.ada) for ids in (together, singly))
    for first, second in zip(together, singly, strict=True):
        assert {**one[first], "id": 0} == {**other[second], "id": 0}


def _renamed(drafts: list[OrderDraft]) -> list[OrderDraft]:
    for draft in drafts:
        draft.external_ids = [("other", value) for _source, value in draft.external_ids]
    return drafts


def test_a_set_asks_the_database_as_often_as_a_single_order(world, django_assert_max_num_queries):
    drafts = [order(number=str(number), lines=[line(1, 1)], external_ids=[("s", str(number))]) for number in range(50)]
    with django_assert_max_num_queries(30):
        ids = create_orders(drafts, by=world.ada).written
    changes = [RecordChange(order_id, {"tax": 5, "lines": [line(2, 1)]}) for order_id in ids]
    with django_assert_max_num_queries(30):
        assert not update_orders(changes, by=world.ada).unchanged


def test_a_refused_change_leaves_the_order_as_it_was(world):
    order_id = open_order(order(total=1), by=world.ada)
    with pytest.raises(Refused):
        change_order(RecordChange(order_id, {"colour": "red"}), by=world.ada)
    with pytest.raises(Refused):
        change_order(RecordChange(order_id, {"lines": [line(10**8, 10**8)], "tax": 7}), by=world.ada)
    assert Order.objects.get(pk=order_id).version == 1


def test_lines_that_two_people_changed_are_asked_about(world):
    order_id = open_order(order(lines=[line(1, 5)]), by=world.ada)
    read = [{"quantity": MILLION, "unit_price": 5 * MILLION}]
    change_order(RecordChange(order_id, {"lines": [line(2, 5)]}, version=1), by=world.ada)
    change_order(
        RecordChange(order_id, {"lines": read, "tax": 1}, version=1, was={"lines": read, "tax": 0}), by=world.ben
    )
    with pytest.raises(Stale) as refused:
        change_order(RecordChange(order_id, {"lines": [line(3, 5)]}, version=1, was={"lines": read}), by=world.ben)
    assert list(refused.value.conflicts) == ["lines"]
    found = Order.objects.get(pk=order_id)
    assert (found.net, found.total, found.version) == (1000, 1001, 3)
