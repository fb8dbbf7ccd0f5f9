"""Every field of every kind is changed in place through one address: by whom, with what, and against whom."""

from typing import Any

import pytest

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.records.kinds.numbers import COMPANY
from amity.records.kinds.registry import kind_named, kinds
from amity.records.tags.commands import set_tags
from amity.records.testing import choices_of, form_with

HTMX = {"HTTP_HX_REQUEST": "true"}
# What is typed into the fields of each kind, and what is shown afterwards.
TYPED = {
    "person": {
        "name": ({"full_name": "Ana María Ruiz"}, "Ana María Ruiz"),
        "company": ({"company": "Südwind", "role": "Boss"}, "Südwind"),
        "role": ({"role": "Head of buying"}, "Head of buying"),
        "email": ({"emails": "ana@other.example\nold@other.example (old)"}, "other.example"),
        "phone": ({"phones": "+49 30 1234567"}, "+49 30 1234567"),
        "address": ({"street": "Weg 1", "city": "Bonn", "country": "Germany"}, "Weg 1, 28001 Bonn, DE"),
        "city": ({"city": "Köln"}, "Köln"),
        "country": ({"country": "France"}, "FR"),
        "stage": ({"stage": "customer"}, "Customer"),
        "language": ({"language": "es"}, "es"),
        "time_zone": ({"time_zone": "Europe/Madrid"}, "Europe/Madrid"),
        "about": ({"about": "Line one\r\nline two"}, "Line one\nline two"),
        "tags": ({"tags": "Key, Café"}, "Café"),
        "owner": ({"owner_id": "ben"}, "Ben Okri"),
        "team": ({"team_id": "service"}, "Service"),
    },
    "company": {
        "name": ({"name": "Nordwind AG"}, "Nordwind AG"),
        "industry": ({"industry": "Coffee"}, "Coffee"),
        "city": ({"city": "Kiel"}, "Kiel"),
        "country": ({"country": "Denmark"}, "DK"),
        "domains": ({"domains": "nord.example, wind.example"}, "nord.example, wind.example"),
        "phone": ({"phone": "030 99"}, "030 99"),
        "address": ({"street": "Kai 3", "postal_code": "24103", "city": "Kiel"}, "Kai 3, 24103 Kiel"),
        "parent": ({"parent": "Holding"}, "Holding"),
        "employees": ({"employees": "1200"}, "1,200"),
        "about": ({"about": "Roasters"}, "Roasters"),
        "tags": ({"tags": "VIP"}, "VIP"),
        "owner": ({"owner_id": ""}, "Add"),
        "team": ({"team_id": "sales"}, "Sales"),
    },
    "product": {
        "name": ({"name": "Knife, long"}, "Knife, long"),
        "code": ({"code": "K-2"}, "K-2"),
        "category": ({"category": "Kitchen > Knives"}, "Kitchen &gt; Knives"),
        "price": ({"unit_price": "12.5", "currency": "usd"}, "$12.50"),
        "cost": ({"unit_cost": "3"}, "€3.00"),
        "description": ({"description": "Sharp"}, "Sharp"),
        "owner": ({"owner_id": "ben"}, "Ben Okri"),
        "team": ({"team_id": "service"}, "Service"),
    },
    "order": {
        "number": ({"number": "R-77"}, "R-77"),
        "person": ({"person": "Ana Ruiz"}, "Ana Ruiz"),
        "company": ({"company": "Holding"}, "Holding"),
        "date": ({"ordered_at": "2026-02-03T09:30"}, "3 February 2026, 09:30"),
        "status": ({"status": "shipped"}, "Shipped"),
        "title": ({"title": "Spring order"}, "Spring order"),
        "channel": ({"channel": "fair"}, "fair"),
        "owner": ({"owner_id": "ben"}, "Ben Okri"),
        "team": ({"team_id": "service"}, "Service"),
    },
}
FIELDS = [(kind, name) for kind, fields in TYPED.items() for name in fields]


def address_of(house: Any, kind_name: str, name: str) -> str:
    kind = kind_named(kind_name)
    return f"/{kind.plural}/{house.records[kind_name].uid}/fields/{name}"


def typed_into(house: Any, kind_name: str, name: str) -> dict[str, str]:
    people, teams = house.world.accounts, house.world.teams
    named = {**people, **teams}
    return {
        key: str(named[value].pk) if key in ("owner_id", "team_id") and value else value
        for key, value in TYPED[kind_name][name][0].items()
    }


def stored(house: Any, kind_name: str) -> dict[str, Any]:
    kind = kind_named(kind_name)
    record = kind.model._default_manager.get(pk=house.records[kind_name].pk)
    return kind.editing.values_of([record])[record.pk]


def test_every_field_with_an_editor_is_tried_here() -> None:
    known = {(kind.name, field.name) for kind in kinds() for field in kind.fields if field.editor}
    assert known == set(FIELDS)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_is_changed_in_place_and_nothing_else_is(house, client_of, kind, name):
    client = client_of("ada")
    address = address_of(house, kind, name)
    form = form_with(client.get(address, **HTMX).content.decode(), "was")
    assert {key for key in form if not key.endswith("-pick")} == {
        *kind_field(kind, name).editor,
        "was",
        "version",
        "csrfmiddlewaretoken",
    }
    before = stored(house, kind)

    answer = client.post(address, form | typed_into(house, kind, name), **HTMX)

    assert answer.status_code == 200
    assert TYPED[kind][name][1] in answer.content.decode()
    after = stored(house, kind)
    changed = {key for key in after if after[key] != before[key]}
    assert changed and changed <= set(kind_field(kind, name).changes)
    told = answer["HX-Trigger"]
    assert str(kind_field(kind, name).label) in told and "recordchanged" in told


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_who_only_reads_is_told_so_and_who_sees_nothing_finds_nothing(house, client_of, kind, name):
    address = address_of(house, kind, name)
    sent = {**typed_into(house, kind, name), "version": "1", "was": ""}
    before = stored(house, kind)
    house.hide_from_cleo()
    for who, status in (("reader", 403), ("cleo", 404)):
        client = client_of(who)
        assert client.get(address).status_code == status
        assert client.post(address, sent).status_code == status
    assert stored(house, kind) == before


def kind_field(kind_name: str, name: str) -> Any:
    return next(field for field in kind_named(kind_name).fields if field.name == name)


def test_a_form_sent_back_untouched_writes_nothing(house, client_of):
    client = client_of("ada")
    for kind, name in FIELDS:
        form = form_with(client.get(address_of(house, kind, name)).content.decode(), "was")
        before = stored(house, kind)
        assert client.post(address_of(house, kind, name), form).status_code == 302
        assert stored(house, kind) == before
        assert kind_named(kind).model._default_manager.get(pk=house.records[kind].pk).version == 1


@pytest.mark.parametrize(
    ("kind", "name", "wrong", "words"),
    [
        ("person", "email", {"emails": "ana@\nb@example.org"}, "ana@"),
        ("company", "employees", {"employees": "many"}, "whole number"),
        ("company", "parent", {"parent": "Nowhere"}, "No company is called"),
        ("product", "price", {"unit_price": "12.3456789"}, "six decimals"),
        ("order", "date", {"ordered_at": "yesterday"}, "no day with a time"),
        ("person", "owner", {"owner_id": "999999"}, "valid choice"),
    ],
)
def test_what_is_wrong_comes_back_with_its_text_and_its_reason(house, client_of, kind, name, wrong, words):
    client = client_of("ada")
    address = address_of(house, kind, name)
    form = form_with(client.get(address, **HTMX).content.decode(), "was")
    before = stored(house, kind)

    answer = client.post(address, form | wrong, **HTMX)

    page = answer.content.decode()
    assert (answer.status_code, words in page, 'aria-invalid="true"' in page) == (422, True, True)
    if "owner_id" not in wrong:
        assert form_with(page, "was") | wrong == form_with(page, "was")
    assert stored(house, kind) == before


def test_different_fields_merge_and_the_message_says_who_changed_what(house, client_of):
    ada, ben = client_of("ada"), client_of("ben")
    phone = address_of(house, "person", "phone")
    whole = f"/people/{house.records['person'].uid}/edit"
    mine = form_with(ada.get(whole).content.decode(), "was")
    theirs = form_with(ben.get(phone).content.decode(), "was")
    ben.post(phone, theirs | {"phones": "0999"})

    answer = ada.post(whole, mine | {"about": "Likes tea"}, follow=True)

    assert "Ben Okri changed Phones meanwhile." in answer.content.decode()
    values = stored(house, "person")
    assert (values["about"], values["phones"]) == ("Likes tea", [{"typed": "0999", "label": ""}])


def test_parts_of_one_address_changed_by_two_merge(house, client_of):
    ada, ben = client_of("ada"), client_of("ben")
    forms = {
        name: form_with(client.get(address_of(house, "person", name)).content.decode(), "was")
        for client, name in ((ada, "city"), (ben, "country"))
    }
    ben.post(address_of(house, "person", "country"), forms["country"] | {"country": "Spain"})
    answer = ada.post(address_of(house, "person", "city"), forms["city"] | {"city": "Sevilla"})
    assert answer.status_code == 302
    place = stored(house, "person")["addresses"][0]
    assert (place["city"], place["country"]) == ("Sevilla", "ES")


@pytest.mark.parametrize(("choice", "kept"), [(0, "Mine"), (1, "Theirs"), (2, "Head buyer")])
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["in place", "without script"])
def test_the_same_field_changed_by_two_asks_whose_value_stays(house, client_of, choice, kept, headers):
    ada, ben = client_of("ada"), client_of("ben")
    address = address_of(house, "person", "role")
    mine, theirs = (form_with(client.get(address).content.decode(), "was") for client in (ada, ben))
    ben.post(address, theirs | {"role": "Theirs"})

    asked = ada.post(address, mine | {"role": "Mine"}, **headers)

    page = asked.content.decode()
    assert asked.status_code == 412
    assert choices_of(page, "role") == ["Mine", "Theirs", "Head buyer"]
    assert "Ben Okri" in page
    assert stored(house, "person")["companies"][0]["role"] == "Theirs"
    if headers:
        assert asked["HX-Retarget"] == "#dialog-body"
    answer = ada.post(address, form_with(page, "role") | {"role": choices_of(page, "role")[choice]}, **headers)
    assert answer.status_code == (200 if headers else 302)
    assert stored(house, "person")["companies"][0]["role"] == kept


def test_two_who_type_the_same_are_not_asked(house, client_of):
    ada, ben = client_of("ada"), client_of("ben")
    address = address_of(house, "company", "industry")
    mine, theirs = (form_with(client.get(address).content.decode(), "was") for client in (ada, ben))
    assert ben.post(address, theirs | {"industry": "Tea"}).status_code == 302
    assert ada.post(address, mine | {"industry": "Tea"}).status_code == 302


def test_a_whole_form_asks_only_about_what_both_changed_and_keeps_the_rest(house, client_of):
    ada, ben = client_of("ada"), client_of("ben")
    address = f"/companies/{house.records['company'].uid}/edit"
    mine, theirs = (form_with(client.get(address).content.decode(), "was") for client in (ada, ben))
    ben.post(address, theirs | {"name": "Their name", "phone": "111", "industry": "Tea"})

    asked = ada.post(address, mine | {"name": "My name", "about": "First line\r\nsecond", "phone": "222"})

    page = asked.content.decode()
    assert asked.status_code == 412
    assert choices_of(page, "name") == ["My name", "Their name", "Nordwind"]
    assert choices_of(page, "phone") == ["222", "111", ""]
    assert choices_of(page, "industry") == []
    ada.post(address, form_with(page, "about") | {"name": "Their name"})
    values = stored(house, "company")
    assert [values[key] for key in ("name", "phone", "industry")] == ["Their name", "222", "Tea"]
    assert values["about"].splitlines() == ["First line", "second"]


def test_a_company_the_editor_may_not_see_stays_the_persons_company(house, client_of):
    house.hide_from_cleo(but_for="person")
    client = client_of("cleo")
    before = stored(house, "person")["companies"]
    address = address_of(house, "person", "about")
    form = form_with(client.get(address).content.decode(), "was")
    assert client.post(address, form | {"about": "Seen by Cleo"}).status_code == 302
    whole = f"/people/{house.records['person'].uid}/edit"
    form = form_with(client.get(whole).content.decode(), "was")
    assert client.post(whole, form | {"language": "es"}).status_code == 302
    values = stored(house, "person")
    assert (values["companies"], values["about"], values["language"]) == (before, "Seen by Cleo", "es")


@pytest.mark.parametrize("was", ["", "no json", "[1]", '{"about": 5}', "null"])
def test_a_damaged_form_changes_what_was_typed_and_nothing_else(house, client_of, was):
    address = address_of(house, "person", "about")
    before = stored(house, "person")
    answer = client_of("ada").post(address, {"about": "New", "was": was, "version": "x"})
    assert answer.status_code == 302
    assert stored(house, "person") == before | {"about": "New"}


def test_values_that_cannot_be_read_are_refused_with_what_to_do(house, client_of):
    address = address_of(house, "person", "about")
    form = form_with(client_of("ada").get(address).content.decode(), "was")
    answer = client_of("ada").post(address, form | {"was": form["was"].replace('"emails": [', '"emails": [7, ')})
    assert answer.status_code == 422
    assert "Load the page again" in answer.content.decode()


def test_fields_that_are_not_changed_by_hand_have_no_form(house, client_of):
    client = client_of("ada")
    uid = house.records["order"].uid
    for path in (f"/orders/{uid}/fields/lines", f"/orders/{uid}/fields/none", f"/order/{uid}/fields/title",
                 f"/nothing/{uid}/fields/title", f"/people/{uid}/fields/name"):  # fmt: skip
        assert client.get(path).status_code == 404


def test_a_cell_of_a_list_gets_its_new_content(house, client_of):
    address = address_of(house, "company", "industry")
    form = form_with(client_of("ada").get(f"{address}?cell=1", **HTMX).content.decode(), "was")
    answer = client_of("ada").post(f"{address}?cell=1", form | {"industry": "Tea & <b>"}, **HTMX)
    assert answer.content.decode() == "Tea &amp; &lt;b&gt;"
    # As the list paints it: the name still leads to the record, a choice is a badge.
    name = address_of(house, "company", "name")
    form = form_with(client_of("ada").get(f"{name}?cell=1", **HTMX).content.decode(), "was")
    cell = client_of("ada").post(f"{name}?cell=1", form | {"name": "Nord & <b>"}, **HTMX).content.decode()
    assert f"/companies/{house.records['company'].uid}" in cell and "Nord &amp; &lt;b&gt;" in cell
    stage = address_of(house, "person", "stage")
    form = form_with(client_of("ada").get(f"{stage}?cell=1", **HTMX).content.decode(), "was")
    assert "badge" in client_of("ada").post(f"{stage}?cell=1", form | {"stage": "lead"}, **HTMX).content.decode()


def test_opening_a_field_costs_the_same_whatever_the_record_holds(house, client_of, django_assert_max_num_queries):
    client = client_of("ada")
    client.get(address_of(house, "person", "about"), **HTMX)
    with django_assert_max_num_queries(15):
        client.get(address_of(house, "person", "about"), **HTMX)


def test_of_two_companies_of_one_name_the_one_that_was_picked_is_meant(house, client_of):
    twin = add_company(CompanyDraft(name="Nordwind"), by=house.world.ada)
    company = kind_named("company").model._default_manager.get(pk=twin)
    client = client_of("ada")
    address = address_of(house, "person", "company")
    form = form_with(client.get(address).content.decode(), "was")
    assert client.post(address, form | {"company": "nordwind ", "company-pick": str(company.uid)}).status_code == 302
    assert stored(house, "person")["companies"] == [{"company_id": twin, "role": "Head buyer"}]


@pytest.mark.parametrize("pick", ["", "nonsense", "01931f7e-0000-7000-8000-000000000000"])
def test_a_pick_that_leads_nowhere_leaves_the_name_that_was_typed(house, client_of, pick):
    address = address_of(house, "company", "parent")
    form = form_with(client_of("ada").get(address).content.decode(), "was")
    assert client_of("ada").post(address, form | {"parent": "Holding", "parent-pick": pick}).status_code == 302
    assert stored(house, "company")["parent_id"]


def test_a_role_needs_a_company(house, client_of):
    person = add_person(PersonDraft(full_name="Jo Alone"), by=house.world.ada)
    uid = kind_named("person").model._default_manager.get(pk=person).uid
    form = form_with(client_of("ada").get(f"/people/{uid}/fields/role").content.decode(), "was")
    answer = client_of("ada").post(f"/people/{uid}/fields/role", form | {"role": "Boss"})
    assert (answer.status_code, "Say which company" in answer.content.decode()) == (422, True)


def test_tags_are_suggested_by_how_they_begin(house, client_of):
    set_tags(COMPANY, {house.records["company"].pk: ["Café", "Cafeteria", "<b>", "Other"]}, by=house.world.ada)
    page = client_of("ada").get("/tags?q=cafe").content.decode()
    assert [name in page for name in ("Café", "Cafeteria", "Other")] == [True, True, False]
    assert "<b>" not in client_of("ada").get("/tags?q=<").content.decode()
    assert "option" not in client_of("ada").get("/tags?q=").content.decode()


NASTY = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'; alert(1); '",
    "javascript:alert(1)", "{{ 7*7 }}", "{% load x %}", "</textarea><b>", "</title>", "<!--", "]]>", "&lt;b&gt;",
    "&#60;", "%3Cscript%3E", "\u202etxt.exe", "ليلى حداد", "שלום", "Zoë Ñandú", "ﬁ ﬂ", "e\u0301", "🦊👩‍👩‍👧",
    "a\u200bb", "\ufeffx", "line\rfeed", "tab\there", "\\", "../../etc", "NULL", "x" * 10_000, "-",
]  # fmt: skip
TEXTS = [("person", "about", "about"), ("person", "name", "full_name"), ("company", "industry", "industry"),
         ("product", "description", "description"), ("order", "title", "title"), ("person", "tags", "tags"),
         ("company", "city", "city"), ("person", "phone", "phones")]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "typed_into"), TEXTS)
def test_whatever_is_typed_is_kept_or_refused_and_never_becomes_markup(house, client_of, kind, name, typed_into):
    client = client_of("ada")
    address = address_of(house, kind, name)
    for text in NASTY:
        form = form_with(client.get(address, **HTMX).content.decode(), "was")
        answer = client.post(address, form | {typed_into: text}, **HTMX)
        page = answer.content.decode()
        assert answer.status_code in (200, 422), text[:40]
        for bad in ("<script>alert", "<img src=x", "<svg onload", "</textarea><b>", "<!--"):
            assert bad not in page, text[:40]
        if answer.status_code == 422:
            assert form_with(page, "was")[typed_into].strip() == text.strip().replace("\r", "\n")
