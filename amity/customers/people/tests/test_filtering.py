"""People are asked for in words, and what is found is what stands there."""

from typing import Any

import pytest

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.places import Place
from amity.customers.people.access import visible_to
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.kernel.commands import Actor
from amity.kernel.filters import FilterErrors, filtered, parse_text
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.filtering import catalogue_of
from amity.workspace.access.commands import set_reach


def found(text: str, seen_by: Actor) -> list[str]:
    """The names of the people a filter leaves."""
    catalogue = catalogue_of("person", seen_by=seen_by)
    wanted = parse_text(text, catalogue)
    assert parse_text(wanted.to_text(), catalogue) == wanted
    rows = filtered(visible_to(seen_by), wanted, catalogue, seen_by=seen_by)
    return list(rows.order_by("name_key").values_list("name", flat=True))


@pytest.fixture
def people(world: Any) -> dict[str, int]:
    """Ana, a customer of Ölmühle in Łódź; Ben, a lead in Berlin; Cy, of whom nothing is known."""
    mill = add_company(CompanyDraft(name="Ölmühle", industry="Retail"), by=world.ada)
    return {
        "Ana": add_person(
            PersonDraft(
                full_name="Ana",
                stage="customer",
                emails=[EmailDraft("ana@example.org"), EmailDraft("Ana@Home.example")],
                phones=[PhoneDraft("+49 1515 5500172")],
                addresses=[Place(city="Łódź", country="Poland")],
                companies=[EmploymentDraft(mill, "Einkäuferin")],
                tags=["VIP", "fair"],
                owner_id=world.ada.account_id,
            ),
            by=world.ada,
        ),
        "Ben": add_person(
            PersonDraft(full_name="Ben", stage="lead", addresses=[Place(city="Berlin")], tags=["vip"]), by=world.ada
        ),
        "Cy": add_person(PersonDraft(full_name="Cy", external_ids=[("x", "1")]), by=world.ada),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Ana", "Ben", "Cy"]),
        ("stage = customer", ["Ana"]),
        ("stage is not customer", ["Ben", "Cy"]),
        ("stage in (customer, Lead)", ["Ana", "Ben"]),
        ("stage is empty", ["Cy"]),
        ("city = lodz", ["Ana"]),
        ("city != Berlin", ["Ana", "Cy"]),
        ("city contains ER", ["Ben"]),
        ("city starts with b or city is empty", ["Ben", "Cy"]),
        ("country = Polska", ["Ana"]),
        ("tag = VIP", ["Ana", "Ben"]),
        ("tags has all of (vip, Fair)", ["Ana"]),
        ("not tag has all of (vip, Fair)", ["Ben", "Cy"]),
        ("tags not in (fair)", ["Ben", "Cy"]),
        ("tags is empty", ["Cy"]),
        ("company = Olmuhle", ["Ana"]),
        ("company is empty", ["Ben", "Cy"]),
        ("company.industry = retail", ["Ana"]),
        ("company.industry != retail", ["Ben", "Cy"]),
        ("role = einkauferin", ["Ana"]),
        ("email = ANA@home.example", ["Ana"]),
        ("email contains @example", ["Ana"]),
        ("has_email = no", ["Ben", "Cy"]),
        ('phone = "01515 5500172" or phone contains 5500', ["Ana"]),
        ("owner = me", ["Ana"]),
        ("owner is empty", ["Ben", "Cy"]),
        ("owner = 'Ada Lovelace'", ["Ana"]),
        ("created = today", ["Ana", "Ben", "Cy"]),
        ("created more than 1 day ago", []),
        ("not (stage = customer or stage = lead)", ["Cy"]),
        ("stage = customer and (city = Berlin or tag = VIP)", ["Ana"]),
    ],
)
def test_a_filter_finds_what_it_says(world: Any, people: dict[str, int], text: str, names: list[str]) -> None:
    assert found(text, world.ada) == names


def test_a_changed_city_is_found_by_its_new_name(world: Any, people: dict[str, int]) -> None:
    change_person(RecordChange(people["Ben"], {"addresses": [{"city": "Kraków"}]}), by=world.ada)
    assert found("city = krakow", world.ada) == ["Ben"]
    assert found("city = berlin", world.ada) == []


@pytest.mark.parametrize("reading", ["page", "count", "all"])
def test_what_no_row_can_be_is_nobodys_and_not_being_it_everybodys(world: Any, people: dict[str, int], reading: Any):
    catalogue = catalogue_of("person", seen_by=world.ada)
    for text, number in (("company.orders = 6.5", 0), ("company.orders != 6.5", len(people))):
        wanted = parse_text(text, catalogue)
        rows = filtered(visible_to(world.ada), wanted, catalogue, seen_by=world.ada, reading=reading)
        assert rows.count() == number


def test_a_company_one_may_not_see_is_none(world: Any, people: dict[str, int]) -> None:
    set_reach(2, reach="own", by=world.administrator)
    assert found("company = Olmuhle", world.cleo) == []
    assert found("company.industry = retail", world.cleo) == []
    assert found("company is empty", world.cleo) == ["Ana", "Ben", "Cy"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("stge = customer", 0, 4), ("stage = custmer", 8, 15), ("stage customer", 6, 14), ("stage =", 7, 7)],
)
def test_a_mistake_is_shown_where_it_stands(world: Any, text: str, start: int, end: int) -> None:
    with pytest.raises(FilterErrors) as caught:
        parse_text(text, catalogue_of("person", seen_by=world.ada))
    assert (caught.value.errors[0].start, caught.value.errors[0].end) == (start, end)
    assert caught.value.errors[0].expected
