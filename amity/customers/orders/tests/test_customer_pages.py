"""Orders as customers' pages show them: all of one customer, and the entries of histories."""

from datetime import UTC, datetime, timedelta

import pytest

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import cancel_order, create_orders, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.models import StoredFact
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import ORDER, PERSON
from amity.workspace.access.models import Visibility

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def jo(world) -> Person:
    company = add_company(CompanyDraft(name="Nord"), by=world.ada)
    draft = PersonDraft(full_name="Jo Park", companies=[EmploymentDraft(company)])
    return Person.objects.get(pk=add_person(draft, by=world.ada))


def item(words: str, quantity: int, price: float) -> LineDraft:
    return LineDraft(None, words, quantity * MILLION, round(price * MILLION))


def test_all_orders_of_a_customer_have_a_list_with_the_name_in_its_head(world, client_of, jo):
    drafts = [OrderDraft(ordered_at=DAY, number=f"N-{n}", person_id=jo.pk, total=n) for n in range(60)]
    create_orders([*drafts, OrderDraft(ordered_at=DAY, number="another", total=1)], by=world.ada)
    client = client_of("reader")
    company = Order.objects.filter(number="N-1").get().company
    for kind, path, customer in (("person", "people", jo), ("company", "companies", company)):
        panel = client.get(f"/{path}/{customer.uid}").content.decode()
        assert f'href="/orders?{kind}={customer.uid}">See all 60<' in panel
        page = client.get(f"/orders?{kind}={customer.uid}&sort=number")
        text = page.content.decode()
        assert f'href="/{path}/{customer.uid}"><bdi>{customer.name}</bdi></a>' in text
        assert "N-49" in text and "N-50" not in text and "another" not in text
        following = client.get(page.context["pager"].next_href).content.decode()
        assert "N-59" in following and "another" not in following and "N-49" not in following
    assert client.get("/orders?person=damaged").status_code == 422


def test_a_customer_of_few_orders_needs_no_further_list(world, client_of, jo):
    create_orders([OrderDraft(ordered_at=DAY, person_id=jo.pk, total=1)] * 3, by=world.ada)
    assert "See all" not in client_of("ada").get(f"/people/{jo.uid}").content.decode()


def test_the_orders_of_a_hidden_customer_are_not_listed(world, client_of, jo):
    Visibility.objects.create(record_kind=PERSON, reach="own")
    assert client_of("cleo").get(f"/orders?person={jo.uid}").status_code == 404


def test_a_customers_history_tells_of_an_order_with_a_link_and_its_first_items(world, client_of, jo):
    lines = [item("Mug", 2, 5), *[item(f"Thing {number}", 1, 1) for number in range(5)]]
    order = Order.objects.get(
        pk=open_order(OrderDraft(ordered_at=DAY, number="20041", person_id=jo.pk, lines=lines, tax=100), by=world.ada)
    )
    back = OrderDraft(ordered_at=DAY + timedelta(days=1), number="C-1", person_id=jo.pk, lines=[item("Mug", -1, 5)])
    refund = Order.objects.get(pk=open_order(back, by=world.ada))
    client = client_of("reader")
    text = client.get(f"/people/{jo.uid}").content.decode()
    assert f'href="/orders/{order.uid}">Order 20041: 6 lines for €16.00</a>' in text
    assert f'href="/orders/{refund.uid}">Returned 1 line for €5.00 (C-1)</a>' in text
    assert "<span>2 × Mug</span>" in text and "€10.00" in text and "and 1 more" in text and "Thing 4" not in text
    assert "Ada Lovelace</b> Order" not in text
    entry = client.get(f"/history/{StoredFact.objects.get(kind='order.placed', data__number='20041').pk}")
    assert "2 × Mug" in entry.content.decode()
    own = client.get(f"/orders/{order.uid}").content.decode()
    assert "Order 20041: 6 lines" in own and f'href="/orders/{order.uid}">Order' not in own


def test_a_hidden_order_is_told_without_link_or_items(world, client_of, jo):
    order_id = open_order(OrderDraft(ordered_at=DAY, person_id=jo.pk, lines=[item("Mug", 1, 5)]), by=world.ada)
    cancel_order(order_id, by=world.ada)
    Visibility.objects.create(record_kind=ORDER, reach="own")
    text = client_of("ben").get(f"/people/{jo.uid}").content.decode()
    assert "Order: 1 line for €5.00" in text and "cancelled an order of €5.00" in text
    assert "Mug" not in text and "/orders/0" not in text


def test_a_history_of_many_orders_costs_no_more_queries(world, client_of, jo, django_assert_max_num_queries):
    def cost() -> int:
        with django_assert_max_num_queries(60) as ran:
            client.get(f"/people/{jo.uid}")
        return len(ran)

    client = client_of("ada")
    create_orders([OrderDraft(ordered_at=DAY, person_id=jo.pk, lines=[item("Mug", 1, 5)] * 2)] * 6, by=world.ada)
    client.get(f"/people/{jo.uid}")
    few = cost()
    drafts = [OrderDraft(ordered_at=DAY, person_id=jo.pk, lines=[item("Mug", 1, 5)] * 9)] * 20
    create_orders(drafts, by=world.ada)
    assert cost() == few


def test_owner_and_team_are_set_by_hand_or_follow_the_customer(world, client_of, jo):
    ben, sales = world.accounts["ben"], world.teams["sales"]
    client = client_of("ada")
    page = client.get(f"/orders/new?person={jo.uid}")
    assert "As the customer" in page.content.decode()
    form = {"person": "Jo Park", "ordered_at": "2026-03-01T12:00", "lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"}
    client.post("/orders/new", form | {"number": "1"})
    client.post("/orders/new", form | {"number": "2", "owner_id": ben.pk, "team_id": sales.pk})
    assert Order.objects.get(number="1").owner_id == world.ada.account_id
    two = Order.objects.get(number="2")
    assert (two.owner_id, two.team_id) == (ben.pk, sales.pk)
    world.accounts["ben"].is_active = False
    world.accounts["ben"].save()
    edit = client.get(f"/orders/{two.uid}/edit")
    assert f'<option value="{ben.pk}" selected>' in edit.content.decode(), "an owner who left stays until changed"
    was = {name: edit.context["form"][name].value() for name in ("version", "was")}
    sent = form | was | {"number": "2", "team_id": "", "owner_id": ben.pk}
    assert client.post(f"/orders/{two.uid}/edit", sent).status_code == 302
    two.refresh_from_db()
    assert (two.owner_id, two.team_id) == (ben.pk, None)


def test_a_product_is_given_to_somebody(world, client_of):
    client = client_of("ada")
    assert client.get("/products/new").context["form"]["owner_id"].value() == world.ada.account_id
    made = client.post("/products/new", {"name": "Mug", "owner_id": world.ben.account_id})
    assert "Ben Okri" in client.get(made.url).content.decode()
