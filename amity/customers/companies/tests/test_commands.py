"""Adding and changing companies: state, facts and refusals."""

import pytest

from amity.customers.companies.commands import add_company, change_company, create_companies, delete_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.companies.queries import companies_by_domain, companies_by_name, company_values
from amity.customers.contact.places import Place
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.commands import Invalid, Missing
from amity.kernel.facts.models import StoredFact
from amity.records.kinds.changing import RecordChange
from amity.records.testing import listed


def test_a_company_keeps_all_that_was_said_of_it(world):
    company_id = add_company(
        CompanyDraft(
            name="Yıldırım & Söhne",
            domains=["https://www.Yildirim.example/shop", "yildirim.example"],
            industry="Food",
            employees=12,
            phone="+49 30 1234567",
            place=Place(city="Berlin", country="Deutschland"),
            tags=["Wholesale"],
            external_ids=[("erp", "K-7")],
        ),
        by=world.ada,
    )
    company = Company.objects.get(pk=company_id)
    values = company_values(company)
    assert values["domains"] == ["yildirim.example"]
    assert (company.country, company.phone_e164, company.name_key) == ("DE", "+49301234567", "yildirim & sohne")
    assert companies_by_domain(["yildirim.example"], seen_by=world.ada) == {"yildirim.example": [company_id]}
    assert companies_by_name(["yildirim & sohne"], seen_by=world.ada) == {"yildirim & sohne": [company_id]}
    assert list(StoredFact.objects.values_list("kind", flat=True)) == ["company.created"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (CompanyDraft(), "name"),
        (CompanyDraft(name="A", domains=["no domain"]), "domains"),
        (CompanyDraft(name="A", employees=-1), "employees"),
        (CompanyDraft(name="A", parent_id=12_345), "parent_id"),
    ],
)
def test_a_wrong_draft_is_refused_by_field(world, draft, field):
    with pytest.raises(Invalid) as refusal:
        add_company(draft, by=world.ada)
    assert refusal.value.field == field
    assert not Company.objects.exists()


def test_a_company_never_stands_below_itself(world):
    top = add_company(CompanyDraft(name="Top"), by=world.ada)
    middle = add_company(CompanyDraft(name="Middle", parent_id=top), by=world.ada)
    low = add_company(CompanyDraft(name="Low", parent_id=middle), by=world.ada)
    for parent_id in (top, middle, low):
        with pytest.raises(Invalid):
            change_company(RecordChange(top, set={"parent_id": parent_id}), by=world.ada)
    assert Company.objects.get(pk=top).parent_id is None


def test_a_change_of_domains_and_city_is_told_and_searched(world):
    company_id = add_company(CompanyDraft(name="A", domains=["a.example"]), by=world.ada)
    change_company(
        RecordChange(company_id, set={"city": "Bonn"}, add={"domains": ["b.example"]}, version=1), by=world.ada
    )
    company = Company.objects.get(pk=company_id)
    assert company.search_text == "a a.example b.example bonn"
    assert StoredFact.objects.get(kind="record.changed").data["changes"] == {
        "city": ["", "Bonn"],
        "domains": [["a.example"], ["a.example", "b.example"]],
    }


def test_deleting_a_company_leaves_its_people(world):
    company_id = add_company(CompanyDraft(name="A"), by=world.ada)
    person_id = add_person(PersonDraft(full_name="P", companies=[EmploymentDraft(company_id)]), by=world.ada)
    delete_company(company_id, by=world.ada)
    assert not Person.objects.get(pk=person_id).employments.exists()
    with pytest.raises(Missing):
        delete_company(company_id, by=world.ada)


def test_a_list_pages_both_ways_in_the_order_of_plain_letters(world):
    names = ["Zeta", "Ábel", "abel", "Östlund", "oslo", "Émile"]
    create_companies([CompanyDraft(name=name) for name in names], by=world.ada)
    assert [company.name for company in listed("company", seen_by=world.ada).rows] == [
        "Ábel", "abel", "Émile", "oslo", "Östlund", "Zeta",
    ]  # fmt: skip
