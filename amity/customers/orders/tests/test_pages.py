"""Pages of orders, and their parts of customers' pages, as each role meets them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import change_order, create_orders, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.orders.queries import order_values
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.readers import catch_up, reader_named
from amity.kernel.money import MILLION
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import ORDER, PERSON
from amity.records.testing import form_with
from amity.workspace.access.models import Visibility

DAY = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
FIELDS = ("place", "product", "description", "quantity", "unit_price", "discount")


@pytest.fixture
def jo(world) -> Person:
    company = add_company(CompanyDraft(name="Nord"), by=world.ada)
    draft = PersonDraft(
        full_name="Jo Park", emails=[EmailDraft("jo@example.org")], companies=[EmploymentDraft(company)]
    )
    return Person.objects.get(pk=add_person(draft, by=world.ada))


@pytest.fixture
def sale(world, jo) -> Order:
    mug = add_product(ProductDraft(name="Mug", code="M1", unit_price=5 * MILLION), by=world.ada)
    lines = [
        LineDraft(mug, "Mug, white", 2 * MILLION, 5 * MILLION),
        LineDraft(None, "Wrapping", MILLION, 0, net=MILLION),
    ]
    draft = OrderDraft(number="A-1", ordered_at=DAY, person_id=jo.pk, currency="EUR", lines=lines, tax=209)
    return Order.objects.get(pk=open_order(draft, by=world.ada))


def fields_of(page: Any) -> dict[str, Any]:
    """What a browser would send back of a form untouched."""
    form, lines = page.context["form"], page.context["lines"]
    sent = {name: form[name].value() for name in form.fields}
    sent["ordered_at"] = form["ordered_at"].value()
    if isinstance(sent["ordered_at"], datetime):
        sent["ordered_at"] = sent["ordered_at"].strftime("%Y-%m-%dT%H:%M")
    sent |= {f"lines-{name}": lines.management_form[name].value() for name in lines.management_form.fields}
    for row in lines:
        sent |= {row[name].html_name: row[name].value() for name in FIELDS}
    return {name: "" if value is None else value for name, value in sent.items()}


def line(index: int, **values: str) -> dict[str, str]:
    return {f"lines-{index}-{name}": values.get(name, "") for name in FIELDS}


@pytest.mark.parametrize("who", ["administrator", "ada", "ben", "reader"])
def test_orders_are_listed_and_opened(client_of, sale, who):
    client = client_of(who)
    listed = client.get("/orders?sort=number").content.decode()
    assert "A-1" in listed and "Jo Park" in listed and "€13.09" in listed
    page = client.get(f"/orders/{sale.uid}")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Mug, white" in text and "€11.00" in text and "Order A-1: 2 lines for €13.09" in text
    assert ("/cancellation" in text) == (who != "reader")


def test_an_order_is_added_by_hand(client_of, jo, sale):
    client = client_of("ben")
    page = client.get(f"/orders/new?person={jo.uid}")
    form = fields_of(page)
    assert form["person"] == "jo@example.org"
    form |= {"number": "B-2", "discount": "1", "tax": "0.5", "lines-TOTAL_FORMS": "3"}
    form |= (
        line(0, product="m1", quantity="3", unit_price="2.50") | line(1) | line(2, description="Post", unit_price="4")
    )
    answer = client.post("/orders/new", form)
    order = Order.objects.get(number="B-2")
    assert answer.url == f"/orders/{order.uid}"
    assert (order.person, order.company.name, order.status) == (jo, "Nord", "open")
    assert (order.line_count, order.net, order.total) == (2, 1050, 1100)
    assert [found.description for found in order.lines.order_by("position")] == ["Mug", "Post"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"person": "Nobody"}, "Nobody is called"),
        ({"company": "Nowhere"}, "No company is called"),
        ({"ordered_at": ""}, "This field is required"),
        ({"currency": "XYZ"}, "is not a currency"),
        ({"tax": "1.234567"}, "decimals"),
        (line(0, product="gone", quantity="1"), "No product has this code or name"),
        (line(0, product="M1", quantity="many"), "is not a figure"),
    ],
)
def test_a_wrong_form_comes_back_with_its_reason(client_of, sale, wrong, message):
    client = client_of("ada")
    answer = client.post("/orders/new", fields_of(client.get("/orders/new")) | wrong)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Order.objects.count() == 1


def test_a_form_sent_unchanged_changes_nothing(client_of, sale):
    client = client_of("ada")
    form = fields_of(client.get(f"/orders/{sale.uid}/edit"))
    assert client.post(f"/orders/{sale.uid}/edit", form).status_code == 302
    sale.refresh_from_db()
    assert (sale.version, sale.ordered_at) == (1, DAY)


def test_an_order_is_edited_and_what_others_changed_meanwhile_is_kept_or_asked(client_of, sale, world):
    client = client_of("ben")
    form = fields_of(client.get(f"/orders/{sale.uid}/edit"))
    change_order(RecordChange(sale.pk, {"tax": 300}), by=world.ada)
    changed = form | {"lines-0-quantity": "4", "lines-1-DELETE": "on"}
    assert client.post(f"/orders/{sale.uid}/edit", changed).status_code == 302
    sale.refresh_from_db()
    assert (sale.net, sale.tax, sale.total, sale.line_count) == (2000, 300, 2300, 1)
    asked = client.post(f"/orders/{sale.uid}/edit", form | {"tax": "5"})
    assert asked.status_code == 412
    assert client.post(f"/orders/{sale.uid}/edit", form_with(asked.content.decode(), "tax")).status_code == 302
    sale.refresh_from_db()
    assert (sale.tax, sale.line_count) == (500, 1)


def test_items_that_somebody_else_changed_meanwhile_are_kept_unless_mine_were_too(client_of, sale, world):
    client = client_of("ben")
    form = fields_of(client.get(f"/orders/{sale.uid}/edit"))
    fewer = order_values(sale)["lines"][:1]
    change_order(RecordChange(sale.pk, {"lines": fewer}), by=world.ada)

    assert client.post(f"/orders/{sale.uid}/edit", form | {"title": "Spring"}).status_code == 302
    sale.refresh_from_db()
    assert (sale.title, sale.line_count) == ("Spring", 1)

    refused = client.post(f"/orders/{sale.uid}/edit", form | {"lines-0-quantity": "9"})
    assert refused.status_code == 422
    assert "changed the items meanwhile" in refused.content.decode()
    assert client.post(f"/orders/{sale.uid}/edit", fields_of(refused)).status_code == 302
    sale.refresh_from_db()
    assert sale.line_count == 2


def test_an_order_moves_on_and_is_cancelled(client_of, sale):
    client = client_of("ada")
    client.post(f"/orders/{sale.uid}/status", {"status": "paid"})
    sale.refresh_from_db()
    assert sale.status == "paid"
    assert client.post(f"/orders/{sale.uid}/status", {"status": "lost"}).status_code == 422
    client.post(f"/orders/{sale.uid}/cancellation")
    sale.refresh_from_db()
    assert sale.status == "cancelled"
    assert "/cancellation" not in client.get(f"/orders/{sale.uid}").content.decode()


def test_a_reader_changes_nothing(client_of, sale):
    client = client_of("reader")
    for path in ("new", f"{sale.uid}/edit"):
        assert client.get(f"/orders/{path}").status_code == 403
        assert client.post(f"/orders/{path}", {}).status_code == 403
    assert client.post(f"/orders/{sale.uid}/status", {"status": "paid"}).status_code == 403
    assert client.post(f"/orders/{sale.uid}/cancellation").status_code == 403
    sale.refresh_from_db()
    assert sale.version == 1


def test_what_is_not_shared_is_not_there(client_of, sale):
    Visibility.objects.create(record_kind=ORDER, reach="team")
    client = client_of("cleo")
    assert "A-1" not in client.get("/orders").content.decode()
    for path in ("", "/edit"):
        assert client.get(f"/orders/{sale.uid}{path}").status_code == 404
    for path in ("/status", "/cancellation"):
        assert client.post(f"/orders/{sale.uid}{path}", {"status": "paid"}).status_code == 404


def test_a_hidden_customer_cannot_be_ordered_for(client_of, sale, jo):
    Visibility.objects.create(record_kind=PERSON, reach="own")
    client = client_of("cleo")
    assert client.get(f"/orders/new?person={jo.uid}").status_code == 404
    answer = client.post("/orders/new", fields_of(client.get("/orders/new")) | {"person": "jo@example.org"})
    assert answer.status_code == 422
    assert client.get("/orders/new?person=damaged").status_code == 422


def test_orders_without_a_customer_have_a_list_of_their_own(client_of, sale, world):
    client = client_of("ada")
    assert "view=without-customer" not in client.get("/orders").content.decode()
    create_orders([OrderDraft(number=f"W-{number}", ordered_at=DAY, total=1) for number in range(3)], by=world.ada)
    listed = client.get("/orders?view=without-customer").content.decode()
    assert "W-2" in listed and "A-1" not in listed
    assert 'tabs__count">3<' in client.get("/orders").content.decode()


def test_customers_pages_tell_what_they_bought_and_are_worth(client_of, sale, jo, world):
    lines = [LineDraft(net=-3 * MILLION)]
    drafts = [
        OrderDraft(number="R-1", ordered_at=DAY, person_id=jo.pk, currency="EUR", lines=lines),
        OrderDraft(number="U-1", ordered_at=DAY, person_id=jo.pk, currency="USD", total=900),
        OrderDraft(number="N-1", ordered_at=DAY, person_id=jo.pk, currency="EUR"),
    ]
    create_orders(drafts, by=world.ada)
    while catch_up(reader_named("customers.order_totals")):
        pass
    for path in (f"/people/{jo.uid}", f"/companies/{Order.objects.get(number='A-1').company.uid}"):
        text = client_of("ada").get(path).content.decode()
        assert "€8.00" in text, "11 bought, 3 returned"
        assert "−€3.00" in text and "$9.00" in text and "1 order: no rate for its day" in text
        assert "no amount given" in text and f"/orders/{sale.uid}" in text
    assert "€8.00" in client_of("reader").get("/people?sort=-net").content.decode()


def test_a_list_costs_the_same_however_many_stand_in_it(client_of, jo, world, django_assert_max_num_queries):
    create_orders([OrderDraft(ordered_at=DAY, person_id=jo.pk, total=1) for _ in range(60)], by=world.ada)
    client = client_of("ada")
    with django_assert_max_num_queries(17):
        client.get("/orders")
