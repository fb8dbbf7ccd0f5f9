"""Orders and products are deleted: with a fact, and with what follows in sums, histories and pages."""

from datetime import UTC, datetime

import pytest

from amity.customers.catalogue.commands import add_product, delete_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import delete_order, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order, OrderLine
from amity.customers.orders.queries import orders_with_product, totals_of
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.commands import Missing, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import catch_up, reader_named
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.records.kinds.models import ExternalId
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.workspace.access.models import Visibility

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read() -> None:
    while catch_up(reader_named("customers.order_totals")):
        pass


@pytest.fixture
def jo(world) -> Person:
    company = add_company(CompanyDraft(name="Nord"), by=world.ada)
    draft = PersonDraft(full_name="Jo Park", companies=[EmploymentDraft(company)])
    return Person.objects.get(pk=add_person(draft, by=world.ada))


@pytest.fixture
def mug(world) -> Product:
    return Product.objects.get(pk=add_product(ProductDraft(name="Mug", code="M1"), by=world.ada))


@pytest.fixture
def sale(world, jo, mug) -> Order:
    lines = [LineDraft(mug.pk, "", 2 * MILLION, 5 * MILLION), LineDraft(mug.pk, "", MILLION, MILLION)]
    draft = OrderDraft(ordered_at=DAY, number="A-1", person_id=jo.pk, lines=lines, external_ids=[("shop", "1")])
    return Order.objects.get(pk=open_order(draft, by=world.ada))


def test_a_deleted_order_counts_for_nothing_and_leaves_a_line_in_history(world, jo, sale):
    read()
    person, company = Ref(PERSON, jo.pk), Ref(COMPANY, sale.company_id)
    assert [totals_of(ref).home.net for ref in (person, company)] == [1100, 1100]
    delete_order(sale.pk, by=world.ada)
    read()
    assert [totals_of(ref).home.net for ref in (person, company)] == [0, 0]
    assert totals_of(person).home.orders == 0 and totals_of(person).currencies == []
    assert not OrderLine.objects.exists() and not ExternalId.objects.filter(record_kind=ORDER).exists()
    fact = StoredFact.objects.order_by("-id").first()
    assert fact.kind == "record.deleted" and sorted(fact.about) == sorted([[ORDER, sale.pk], [*person], [*company]])
    snapshot = fact.data["snapshot"]
    assert (snapshot["net"], len(snapshot["lines"]), snapshot["external_ids"]) == (1100, 2, ["shop:1"])


def test_an_order_is_deleted_only_by_those_who_may(world, sale):
    Visibility.objects.create(record_kind=ORDER, reach="team")
    with pytest.raises(Missing):
        delete_order(sale.pk, by=world.cleo)
    with pytest.raises(NotAllowed):
        delete_order(sale.pk, by=world.reader)
    assert Order.objects.exists()


def test_the_page_asks_before_it_deletes_an_order(client_of, jo, sale):
    client = client_of("ben")
    assert f"/orders/{sale.uid}/deletion" in client.get(f"/orders/{sale.uid}").content.decode()
    assert "Delete A-1?" in client.get(f"/orders/{sale.uid}/deletion").content.decode()
    assert Order.objects.exists()
    assert client.post(f"/orders/{sale.uid}/deletion").url == "/orders"
    assert Order.objects.get().trashed_at is not None
    history = client.get(f"/people/{jo.uid}").content.decode()
    assert "put A-1 in the trash" in history and f"/orders/{sale.uid}" not in history
    assert client_of("reader").post(f"/orders/{sale.uid}/deletion").status_code == 404


def test_a_product_on_orders_stays_and_may_be_taken_out_of_sale(world, client_of, mug, sale):
    with pytest.raises(Refused) as refused:
        delete_product(mug.pk, by=world.ada)
    assert refused.value.code == "product.in_use" and "1 order" in refused.value.message
    client = client_of("ada")
    page = client.get(f"/products/{mug.uid}/deletion").content.decode()
    assert "It stands on 1 order" in page and f"/products/{mug.uid}/retirement" in page
    assert client.post(f"/products/{mug.uid}/deletion").status_code == 422
    client.post(f"/products/{mug.uid}/retirement")
    assert "out of sale already" in client.get(f"/products/{mug.uid}/deletion").content.decode()
    assert Product.objects.exists()


def test_a_product_on_no_order_is_deleted(world, client_of, mug):
    client = client_of("ada")
    assert "Delete Mug?" in client.get(f"/products/{mug.uid}/deletion").content.decode()
    assert client.post(f"/products/{mug.uid}/deletion").url == "/products"
    delete_product(mug.pk, by=world.ada)
    assert not Product.objects.exists()
    fact = StoredFact.objects.order_by("-id").first()
    assert (fact.kind, fact.data["snapshot"]["code"]) == ("record.deleted", "M1")
    assert fact.about == [[PRODUCT, mug.pk]]
    with pytest.raises(Missing):
        delete_product(mug.pk, by=world.ada)


def test_a_product_says_which_orders_it_stands_on(world, client_of, jo, mug, sale):
    others = [
        OrderDraft(ordered_at=DAY.replace(day=day), number=f"B-{day}", lines=[LineDraft(mug.pk)]) for day in (2, 3)
    ]
    for draft in others:
        open_order(draft, by=world.ada)
    open_order(OrderDraft(ordered_at=DAY, number="without"), by=world.ada)
    assert [found.number for found in orders_with_product(mug.pk, seen_by=world.ada)] == ["B-3", "B-2", "A-1"]
    page = client_of("reader").get(f"/products/{mug.uid}").content.decode()
    assert "Orders with it" in page and "B-3" in page and "Jo Park" in page and "without" not in page
    Visibility.objects.create(record_kind=ORDER, reach="own")
    assert orders_with_product(mug.pk, seen_by=world.ben) == []
