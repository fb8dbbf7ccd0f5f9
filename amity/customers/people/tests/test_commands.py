"""Adding and changing people: state, facts and refusals."""

import pytest

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.places import Place
from amity.customers.people.commands import add_person, change_person, create_people, delete_person, update_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Person
from amity.customers.people.queries import get_person, person_values
from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused, Stale
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import external_ids_of
from amity.records.kinds.numbers import PERSON
from amity.records.testing import listed
from amity.workspace.access.models import Visibility


def told() -> list[str]:
    return list(StoredFact.objects.order_by("id").values_list("kind", flat=True))


def full_draft() -> PersonDraft:
    return PersonDraft(
        given_name="Hạnh",
        family_name="Nguyễn",
        full_name="Nguyễn Thị Hạnh",
        emails=[EmailDraft("Hanh@Example.org", "work"), EmailDraft("h@post.example")],
        phones=[PhoneDraft("+49 151 5550 0172", "mobile")],
        addresses=[Place(street="Torstr. 1", city="Berlin", postal_code="10119", country="Germany")],
        stage="customer",
        language="vi",
        time_zone="Europe/Berlin",
        tags=["VIP", "Gastro"],
        external_ids=[("shop", "17850")],
    )


def test_a_person_keeps_all_that_was_said_of_them(world):
    person_id = add_person(full_draft(), by=world.ada)
    person = Person.objects.get(pk=person_id)
    values = person_values(person)
    assert person.name == "Nguyễn Thị Hạnh"
    assert person.name_key == "nguyen thi hanh"
    assert values["emails"] == [
        {"address": "Hanh@Example.org", "label": "work"},
        {"address": "h@post.example", "label": ""},
    ]
    assert person.emails.get(is_primary=True).address_key == "hanh@example.org"
    assert person.phones.get().e164 == "+4915155500172"
    assert values["addresses"][0]["country"] == "DE"
    assert values["tags"] == ["Gastro", "VIP"]
    assert external_ids_of(person.ref) == [("shop", "17850")]
    assert told() == ["person.created"]
    assert FactAbout.objects.filter(record_kind=PERSON, record_id=person_id).count() == 1


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (PersonDraft(given_name="Prince"), "Prince"),
        (PersonDraft(emails=[EmailDraft("a@example.org")]), "a@example.org"),
        (PersonDraft(phones=[PhoneDraft("030 123")]), "030 123"),
        (PersonDraft(external_ids=[("shop", "C-9")]), "C-9"),
        (PersonDraft(full_name="  ليلى   حداد "), "ليلى حداد"),
    ],
)
def test_one_of_name_email_phone_or_external_id_is_enough(world, draft, name):
    assert Person.objects.get(pk=add_person(draft, by=world.ada)).name == name


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PersonDraft(), "full_name"),
        (PersonDraft(full_name="A", emails=[EmailDraft("not an address")]), "emails"),
        (PersonDraft(full_name="A", stage="emperor"), "stage"),
        (PersonDraft(full_name="A", time_zone="Mars/Olympus"), "time_zone"),
        (PersonDraft(full_name="A", companies=[EmploymentDraft(99_999)]), "companies"),
        (PersonDraft(full_name="A", owner_id=99_999), "owner_id"),
    ],
)
def test_a_wrong_draft_is_refused_by_field_and_nothing_is_written(world, draft, field):
    with pytest.raises(Invalid) as refusal:
        add_person(draft, by=world.ada)
    assert refusal.value.field == field
    assert not Person.objects.exists()
    assert told() == []


def test_a_wrong_draft_in_a_set_does_not_stop_the_others(world):
    result = create_people([PersonDraft(full_name="A"), PersonDraft(), PersonDraft(full_name="B")], by=world.ada)
    assert [bool(person_id) for person_id in result.ids] == [True, False, True]
    assert list(result.refusals) == [1]
    assert Person.objects.count() == 2


def test_the_set_form_writes_what_the_single_form_writes(world):
    drafts = [full_draft(), PersonDraft(full_name="Zoë"), PersonDraft(emails=[EmailDraft("z@example.org")])]
    for index, draft in enumerate(drafts):
        draft.external_ids = [("single", str(index))]
    singles = [add_person(draft, by=world.ada) for draft in drafts]
    for index, draft in enumerate(drafts):
        draft.external_ids = [("set", str(index))]
    together = create_people(drafts, by=world.ada).written

    def state(ids: list[int]) -> list[object]:
        rows = Person.objects.in_bulk(ids)
        return [
            (rows[i].name, rows[i].name_key, rows[i].search_text, rows[i].version, person_values(rows[i])) for i in ids
        ]

    assert state(singles) == state(together)
    facts = StoredFact.objects.order_by("id").values_list("kind", "data__title", "actor_id")
    assert list(facts[:3]) == list(facts[3:6])


def test_an_external_id_belongs_to_one_person(world):
    add_person(PersonDraft(full_name="A", external_ids=[("shop", "1")]), by=world.ada)
    with pytest.raises(Refused, match="belongs to another"):
        add_person(PersonDraft(full_name="B", external_ids=[("shop", "1")]), by=world.ada)
    twice = create_people(
        [PersonDraft(external_ids=[("shop", "2")]), PersonDraft(external_ids=[("shop", "2")])], by=world.ada
    )
    assert list(twice.refusals) == [1]


def test_a_change_tells_only_what_changed_and_raises_the_version(world):
    person_id = add_person(full_draft(), by=world.ada)
    change_person(RecordChange(person_id, set={"stage": "former", "language": "vi"}, version=1), by=world.ben)
    person = Person.objects.get(pk=person_id)
    assert (person.stage, person.version) == ("former", 2)
    fact = StoredFact.objects.get(kind="record.changed")
    assert fact.data["changes"] == {"stage": ["customer", "former"]}
    assert fact.actor_id == world.ben.account_id


def test_a_change_that_changes_nothing_writes_nothing(world):
    person_id = add_person(full_draft(), by=world.ada)
    change_person(
        RecordChange(
            person_id,
            set={"stage": "customer", "full_name": " Nguyễn  Thị Hạnh"},
            add={
                "emails": [{"address": "HANH@example.org", "label": ""}],
                "phones": [{"typed": "+4915155500172", "label": ""}],
                "tags": ["vip"],
                "external_ids": [("shop", "17850")],
            },
        ),
        by=world.ada,
    )
    assert Person.objects.get(pk=person_id).version == 1
    assert told() == ["person.created"]


def test_changes_of_different_fields_merge_and_of_the_same_field_ask(world):
    person_id = add_person(full_draft(), by=world.ada)
    change_person(RecordChange(person_id, set={"stage": "former"}, version=1), by=world.ada)
    change_person(
        RecordChange(person_id, set={"language": "de"}, version=1, was={"language": "vi", "stage": "customer"}),
        by=world.ben,
    )
    assert Person.objects.get(pk=person_id).version == 3
    with pytest.raises(Stale) as stale:
        change_person(
            RecordChange(person_id, set={"stage": "lead"}, version=1, was={"stage": "customer"}), by=world.ben
        )
    assert stale.value.conflicts == {"stage": ("lead", "former", "customer")}


def test_replacing_emails_makes_the_first_the_primary_one(world):
    person_id = add_person(full_draft(), by=world.ada)
    change_person(RecordChange(person_id, set={"emails": [{"address": "new@example.org", "label": ""}]}), by=world.ada)
    person = Person.objects.get(pk=person_id)
    assert list(person.emails.values_list("address", "is_primary")) == [("new@example.org", True)]
    assert "new@example.org" in person.search_text


def test_what_may_not_be_seen_does_not_exist(world):
    Visibility.objects.create(record_kind=PERSON, reach="team")
    person_id = add_person(PersonDraft(full_name="Ada's", owner_id=world.ada.account_id), by=world.ada)
    uid = Person.objects.get(pk=person_id).uid
    assert get_person(uid, seen_by=world.ben).pk == person_id
    assert [person.pk for person in listed("person", seen_by=world.reader).rows] == [person_id]
    assert listed("person", seen_by=world.cleo).rows == []
    for act in (
        lambda: get_person(uid, seen_by=world.cleo),
        lambda: change_person(RecordChange(person_id, set={"full_name": "Mine"}), by=world.cleo),
        lambda: delete_person(person_id, by=world.cleo),
    ):
        with pytest.raises(Missing):
            act()
    assert Person.objects.get(pk=person_id).full_name == "Ada's"


def test_a_reader_may_not_write(world):
    person_id = add_person(PersonDraft(full_name="A"), by=world.ada)
    for act in (
        lambda: add_person(PersonDraft(full_name="B"), by=world.reader),
        lambda: change_person(RecordChange(person_id, set={"full_name": "C"}), by=world.reader),
        lambda: delete_person(person_id, by=world.reader),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Person.objects.get().full_name == "A"


def test_a_company_the_actor_cannot_see_cannot_be_named(world):
    from amity.records.kinds.numbers import COMPANY

    Visibility.objects.create(record_kind=COMPANY, reach="own")
    company_id = add_company(CompanyDraft(name="Ada's", owner_id=world.ada.account_id), by=world.ada)
    with pytest.raises(Invalid):
        add_person(PersonDraft(full_name="A", companies=[EmploymentDraft(company_id)]), by=world.cleo)
    person_id = add_person(PersonDraft(full_name="A", companies=[EmploymentDraft(company_id, "Chef")]), by=world.ada)
    # Cleo sees the person but not the company; saving another field leaves the link alone.
    change_person(RecordChange(person_id, set={"language": "fr"}), by=world.cleo)
    assert Person.objects.get(pk=person_id).employments.get().company_id == company_id


def test_a_deletion_leaves_a_fact_that_keeps_what_was_held(world):
    person_id = add_person(full_draft(), by=world.ada)
    delete_person(person_id, by=world.ada)
    assert not Person.objects.exists()
    fact = StoredFact.objects.get(kind="record.deleted")
    assert fact.data["title"] == "Nguyễn Thị Hạnh"
    assert fact.data["snapshot"]["external_ids"] == ["shop:17850"]
    # The key is free again.
    add_person(PersonDraft(external_ids=[("shop", "17850")]), by=world.ada)


def test_a_set_of_changes_costs_the_same_number_of_queries_whatever_its_size(world, django_assert_max_num_queries):
    result = create_people(
        [PersonDraft(full_name=f"P {i}", emails=[EmailDraft(f"p{i}@example.org")]) for i in range(60)], by=world.ada
    )
    with django_assert_max_num_queries(32):
        update_people(
            [RecordChange(i, set={"stage": "lead"}, add={"tags": ["New"]}) for i in result.written], by=world.ada
        )
    assert Person.objects.filter(stage="lead").count() == 60
