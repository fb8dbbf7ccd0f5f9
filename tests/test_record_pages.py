"""The one page of all kinds: what stands on it, for whom, and what it costs."""

from datetime import UTC, datetime

import pytest

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person, create_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Person
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.workspace.access.models import Visibility

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def nord(world):
    return Company.objects.get(
        pk=add_company(CompanyDraft(name="Nord", industry="Tools", owner_id=world.ada.account_id), by=world.ada)
    )


@pytest.fixture
def jo(world, nord):
    draft = PersonDraft(
        full_name="Jo Park",
        emails=[EmailDraft("jo@nord.example", "work"), EmailDraft("jo@home.example", "home")],
        phones=[PhoneDraft("+49 30 123456", "mobile")],
        companies=[EmploymentDraft(nord.pk, "Buyer")],
        owner_id=world.ada.account_id,
    )
    return Person.objects.get(pk=add_person(draft, by=world.ada))


@pytest.fixture
def mug(world):
    return Product.objects.get(pk=add_product(ProductDraft(name="Mug"), by=world.ada))


def ordered(world, *, count=1, product=None, quantity=1, **whose):
    lines = [LineDraft(product.pk if product else None, "Mug", quantity * MILLION, 5 * MILLION)]
    ids = create_orders([OrderDraft(ordered_at=DAY, lines=lines, **whose)] * count, by=world.ada).ids
    return list(Order.objects.filter(pk__in=ids))


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def associations(client, path):
    return {item.name: item for item in client.get(path).context["associations"]}


def titles(item):
    return [line.title for line in item.lines]


def test_every_address_of_a_person_is_shown_the_main_one_first(client_of, jo):
    text = page(client_of("reader"), f"/people/{jo.uid}")
    assert text.index("mailto:jo@nord.example") < text.index("mailto:jo@home.example")
    assert 'href="tel:+49 30 123456"' in text and "mobile" in text
    assert "Buyer at" in text and "Ada Lovelace" in text
    assert "&lt;" not in text.split("<main")[1]


def test_who_may_only_read_is_told_why_nothing_can_be_changed(client_of, jo):
    text = page(client_of("reader"), f"/people/{jo.uid}")
    assert "your role is read-only" in text and f"/people/{jo.uid}/edit" not in text
    writer = page(client_of("ada"), f"/people/{jo.uid}")
    assert "your role is read-only" not in writer and "Amity keeps this itself." in writer


def test_an_outsider_finds_no_page_at_all(world, client_of, jo, nord, mug):
    order = ordered(world, person_id=jo.pk)[0]
    Visibility.objects.bulk_create(
        Visibility(record_kind=kind, reach="own") for kind in (PERSON, COMPANY, ORDER, PRODUCT)
    )
    client = client_of("cleo")
    for path in ("people", jo), ("companies", nord), ("orders", order), ("products", mug):
        assert client.get(f"/{path[0]}/{path[1].uid}").status_code == 404


def test_a_companys_people_are_counted_and_the_first_three_shown(world, client_of, nord, jo):
    create_people(
        [PersonDraft(full_name=f"Person {n}", companies=[EmploymentDraft(nord.pk)]) for n in range(4)], by=world.ben
    )
    people = associations(client_of("ada"), f"/companies/{nord.uid}")["people"]
    assert (titles(people), people.how_many) == (["Jo Park", "Person 0", "Person 1"], "5")
    colleagues = associations(client_of("ada"), f"/people/{jo.uid}")["colleagues"]
    assert (titles(colleagues), colleagues.how_many) == (["Person 0", "Person 1", "Person 2"], "4")


def test_what_stands_around_a_record_counts_only_what_the_viewer_may_see(world, client_of, nord, jo, mug):
    create_people(
        [PersonDraft(full_name="Cleo's", companies=[EmploymentDraft(nord.pk)], owner_id=world.cleo.account_id)],
        by=world.administrator,
    )
    add_company(
        CompanyDraft(name="Nord West", parent_id=nord.pk, owner_id=world.cleo.account_id), by=world.administrator
    )
    ordered(world, count=5, person_id=jo.pk, company_id=nord.pk, product=mug)
    Visibility.objects.bulk_create(Visibility(record_kind=kind, reach="own") for kind in (PERSON, ORDER))
    client = client_of("cleo")
    around = associations(client, f"/companies/{nord.uid}")
    assert (titles(around["people"]), around["people"].how_many) == (["Cleo's"], "1")
    assert (around["orders"].lines, around["orders"].how_many) == ([], "")
    product = associations(client, f"/products/{mug.uid}")
    assert "buyers" not in product and product["orders"].lines == []
    Visibility.objects.create(record_kind=COMPANY, reach="own")
    client = client_of("ada")
    assert "subsidiaries" in associations(client_of("administrator"), f"/companies/{nord.uid}")
    assert "subsidiaries" not in associations(client, f"/companies/{nord.uid}")


def test_companies_show_what_they_belong_to_and_what_belongs_to_them(world, client_of, nord):
    west = Company.objects.get(pk=add_company(CompanyDraft(name="West", parent_id=nord.pk), by=world.ada))
    shop = Company.objects.get(pk=add_company(CompanyDraft(name="Shop", parent_id=west.pk), by=world.ada))
    client = client_of("ada")
    assert titles(associations(client, f"/companies/{nord.uid}")["subsidiaries"]) == ["West"]
    assert titles(associations(client, f"/companies/{shop.uid}")["above"]) == ["West", "Nord"]


def test_a_product_names_who_bought_most_of_it_refunds_taken_off(world, client_of, jo, nord, mug):
    ordered(world, product=mug, quantity=5, person_id=jo.pk, company_id=nord.pk)
    ordered(world, product=mug, quantity=9, company_id=nord.pk)
    ordered(world, product=mug, quantity=-6, company_id=nord.pk)
    ordered(world, product=mug, quantity=99, company_id=nord.pk, status="draft")
    buyers = associations(client_of("ada"), f"/products/{mug.uid}")["buyers"]
    assert [(line.title, line.figure) for line in buyers.lines] == [("Jo Park", "5"), ("Nord", "3")]


def test_an_order_shows_its_lines_and_the_other_orders_of_its_customer(world, client_of, jo, mug):
    first, second = ordered(world, count=2, product=mug, person_id=jo.pk)
    client = client_of("ada")
    text = page(client, f"/orders/{first.uid}")
    assert f'href="/products/{mug.uid}"' in text and "Move on" in text
    others = associations(client, f"/orders/{first.uid}")["others"]
    assert [line.href for line in others.lines] == [f"/orders/{second.uid}"]
    assert "Move on" not in page(client_of("reader"), f"/orders/{first.uid}")


def test_a_product_the_viewer_may_not_see_is_no_link_on_an_order(world, client_of, jo, mug):
    order = ordered(world, product=mug, person_id=jo.pk)[0]
    Visibility.objects.create(record_kind=PRODUCT, reach="own")
    assert (
        "/products/" not in page(client_of("ben"), f"/orders/{order.uid}").split("order-items")[-1].split("composer")[0]
    )


def test_a_record_of_nothing_but_a_name_has_a_page(world, client_of):
    person = Person.objects.get(pk=add_person(PersonDraft(full_name="Nobody"), by=world.ada))
    text = page(client_of("ada"), f"/people/{person.uid}")
    assert "mailto:" not in text and "No orders yet." in text


def test_empty_fields_are_hidden_from_the_first_paint_on_once_that_was_chosen(client_of, jo):
    client = client_of("ada")
    path = f"/people/{jo.uid}"
    assert "fields--full" not in page(client, path)
    answer = client.post("/record-pages/empty-fields", {"hide": "1", "next": f"{path}#facts"})
    assert (answer.status_code, answer.url) == (302, f"{path}#facts")
    assert "fields--full" in page(client, path)
    client.post("/record-pages/empty-fields", {"hide": "0", "next": "https://elsewhere.example/"})
    assert "fields--full" not in page(client, path)


def test_the_way_back_never_leads_out_of_the_house(client_of, world):
    answer = client_of("ada").post("/record-pages/empty-fields", {"hide": "1", "next": "//elsewhere.example/"})
    assert answer.url == "/"


def test_sections_that_were_shut_are_painted_shut(client_of, jo):
    client = client_of("ada")
    client.cookies["amity-closed"] = "person-0.person-orders.nonsense"
    shown = client.get(f"/people/{jo.uid}")
    assert [section.is_open for section in shown.context["sections"]] == [False, True, True]
    orders = shown.content.decode().split('id="around-orders"')[1].split("><summary")[0]
    assert "section-key" in orders and not orders.endswith(" open")


def test_a_huge_record_stays_readable_and_costs_no_more_queries(
    world, client_of, jo, nord, django_assert_max_num_queries
):
    def cost(person):
        with django_assert_max_num_queries(60) as ran:
            text = page(client, f"/people/{person.uid}")
        return len(ran), text

    client = client_of("ada")
    ordered(world, count=4, person_id=jo.pk)
    draft = PersonDraft(
        full_name="מרים " + "Überlang" * 30,
        about="word " * 2000,
        emails=[EmailDraft(f"mail{n}@example.org") for n in range(20)],
        phones=[PhoneDraft("+49 30 123456")],
        companies=[EmploymentDraft(nord.pk, "Buyer")],
        owner_id=world.ada.account_id,
    )
    huge = Person.objects.get(pk=add_person(draft, by=world.ada))
    create_people(
        [PersonDraft(full_name=f"P {n}", companies=[EmploymentDraft(nord.pk)]) for n in range(30)], by=world.ada
    )
    ordered(world, count=40, person_id=huge.pk)
    page(client, f"/people/{jo.uid}")
    few, _text = cost(jo)
    many, text = cost(huge)
    assert many == few
    assert "Show 15 more" in text and "mail19@example.org" in text and "Show all" in text


def test_see_all_leads_to_the_list_of_what_belongs_to_the_record(world, client_of, nord, jo, mug):
    create_people(
        [PersonDraft(full_name=f"Person {n}", companies=[EmploymentDraft(nord.pk)]) for n in range(4)], by=world.ada
    )
    for n in range(4):
        add_company(CompanyDraft(name=f"Sub {n}", parent_id=nord.pk), by=world.ada)
    ordered(world, count=4, product=mug, person_id=jo.pk)
    client = client_of("ada")
    company, product = f"/companies/{nord.uid}", f"/products/{mug.uid}"
    for path, name, expected in (
        (company, "people", 5), (company, "subsidiaries", 4), (product, "orders", 4),
    ):  # fmt: skip
        item = associations(client, path)[name]
        shown = client.get(item.all_href)
        assert (shown.status_code, shown.context["pager"].total, item.how_many) == (200, str(expected), str(expected))


def test_add_begins_with_the_record_filled_in(client_of, nord):
    client = client_of("ada")
    assert client.get(f"/people/new?company={nord.uid}").context["form"]["company"].value() == "Nord"
    assert client.get(f"/companies/new?company={nord.uid}").context["form"]["parent"].value() == "Nord"
    assert client.get("/people/new?company=damaged").status_code == 422


def test_what_stands_beside_a_record_follows_the_list_it_was_opened_from(world, client_of):
    ids = create_people(
        [PersonDraft(full_name=name, language="de" if name < "C" else "") for name in ("Ann", "Bob", "Cid")],
        by=world.ada,
    ).ids
    _ann, bob, _cid = Person.objects.filter(pk__in=ids).order_by("name_key")
    client = client_of("ada")

    def beside(person, query):
        context = client.get(f"/people/{person.uid}", query).context
        return tuple(context[name] and context[name][1] for name in ("previous", "following"))

    assert beside(bob, {"list": ""}) == ("Ann", "Cid")
    assert beside(bob, {"list": "sort=-name"}) == ("Cid", "Ann")
    assert beside(bob, {"list": "filter=language = de"}) == ("Ann", None)
    assert 'rel="prev"' not in page(client, f"/people/{bob.uid}")
    for damaged in ("filter=((", "sort=nothing", "company=x"):
        assert 'rel="next"' not in client.get(f"/people/{bob.uid}", {"list": damaged}).content.decode()


def test_a_preview_is_a_part_for_htmx_and_the_page_for_everyone_else(world, client_of, jo, nord):
    client = client_of("ada")
    path = f"/people/{jo.uid}"
    plain = client.get(f"{path}/preview")
    assert (plain.status_code, plain.url) == (302, path)
    part = client.get(f"{path}/preview", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part and "mailto:jo@home.example" in part and "Lately" in part and "inplace" not in part
    assert client.get(f"/nothing/{jo.uid}/preview").status_code == 404
    assert client.get(f"/companies/{jo.uid}/preview").status_code == 404
    Visibility.objects.create(record_kind=PERSON, reach="own")
    for part in ("preview", "parts"):
        assert client_of("cleo").get(f"{path}/{part}", HTTP_HX_REQUEST="true").status_code == 404


def test_a_preview_costs_the_same_whatever_stands_in_it(world, client_of, jo, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(40) as ran:
            client.get(f"/people/{jo.uid}/preview", HTTP_HX_REQUEST="true")
        return len(ran)

    client = client_of("ada")
    ordered(world, count=3, person_id=jo.pk)
    cost()
    few = cost()
    ordered(world, count=40, person_id=jo.pk)
    assert cost() == few
