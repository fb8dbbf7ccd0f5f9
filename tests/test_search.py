"""Search finds records of every kind as people type them, says why, and never shows what may not be seen."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.contact.places import Place
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import OrderDraft
from amity.customers.people.commands import add_person, change_person, create_people, delete_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Person
from amity.kernel import search as engine
from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Missing
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.search import finding
from amity.kernel.search.tables import index_name
from amity.kernel.text import sort_key
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.models import Record
from amity.records.kinds.numbers import PERSON
from amity.records.search.models import RecentRecord
from amity.records.search.queries import search_records
from amity.records.search.recent import recent_records
from amity.records.search.searchable import searchable_kinds
from amity.records.trash.commands import restore_records, trash_records
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.access.visibility import visible

NOW = timezone.now()


@pytest.fixture
def house(world):
    nord = add_company(
        CompanyDraft(
            name="Nordlicht GmbH", domains=["nordlicht.example"], phone="030 1234567", place=Place(city="Köln")
        ),
        by=world.ada,
    )
    jo = add_person(
        PersonDraft(
            full_name="Élodie Anderson",
            emails=[EmailDraft("e.anderson@nordlicht.example")],
            phones=[PhoneDraft("+49 151 555-00172")],
            companies=[EmploymentDraft(nord)],
            external_ids=[("shop", "C/4711")],
        ),
        by=world.ada,
    )
    add_product(ProductDraft(name="Blue mug", code="MUG-7"), by=world.ada)
    open_order(
        OrderDraft(
            number="R-2024-0815", title="Spring order", currency="EUR", person_id=jo,
            ordered_at=datetime(2026, 3, 1, tzinfo=UTC),
        ),
        by=world.ada,
    )  # fmt: skip
    return world


def names(words, actor, **how):
    return [hit.name for group in search_records(words, seen_by=actor, **how).groups for hit in group.hits]


def reasons(words, actor):
    found = search_records(words, seen_by=actor)
    return {hit.name: [(label, str(value)) for label, value in hit.reasons] for g in found.groups for hit in g.hits}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("elo", "Élodie Anderson"), ("ÉLODIE", "Élodie Anderson"), ("anders elod", "Élodie Anderson"),
        ("e.anderson@nordlicht.example", "Élodie Anderson"), ("+4915155500172", "Élodie Anderson"),
        ("0151 555 00172", "Élodie Anderson"), ("(0151) 55500-172", "Élodie Anderson"),
        ("0049 151 555", "Élodie Anderson"), ("151555", "Élodie Anderson"), ("andersn", "Élodie Anderson"),
        ("elodei", "Élodie Anderson"), ("C/4711", "Élodie Anderson"),
        ("nordl", "Nordlicht GmbH"), ("koln", "Nordlicht GmbH"), ("030 1234567", "Nordlicht GmbH"),
        ("blue", "Blue mug"), ("mug-7", "Blue mug"), ("r-2024-0815", "R-2024-0815"), ("0815", "R-2024-0815"),
        ("spring", "R-2024-0815"),
    ],
)  # fmt: skip
def test_each_kind_is_found_as_people_type_it(house, words, name):
    assert name in names(words, house.ada)


def test_what_is_found_says_why_it_was(house):
    assert reasons("elodie", house.ada)["Élodie Anderson"] == []
    assert reasons("elodie nordl", house.ada)["Élodie Anderson"] == [
        ("E-mail", "e.anderson@<mark>nordl</mark>icht.example")
    ]
    assert reasons("0151555", house.ada)["Élodie Anderson"] == [("Phone", "+49 <mark>151 555</mark>-00172")]
    assert reasons("C/4711", house.ada)["Élodie Anderson"] == [("External id", "<mark>C/4711</mark>")]
    assert reasons("koln", house.ada)["Nordlicht GmbH"] == [("City", "<mark>Köln</mark>")]
    found = search_records("andersn", seen_by=house.ada)
    assert found.is_alike
    assert found.groups[0].hits[0].title == "Élodie <mark>Anderson</mark>"


def test_a_word_that_many_have_is_meant_unless_nothing_is_found(world):
    create_people([PersonDraft(full_name=f"Martin Fjord {n}") for n in range(6)], by=world.ada)
    create_people([PersonDraft(full_name="Martyn Smith"), PersonDraft(full_name="Martin Smith")], by=world.ada)
    assert names("martin smith", world.ada) == ["Martin Smith"]
    assert names("martin smiht", world.ada) == ["Martin Smith"]
    add_person(PersonDraft(full_name="Mortin Lone"), by=world.ada)
    assert names("martin lone", world.ada) == ["Mortin Lone"]


def test_the_best_stand_first(world):
    create_people(
        [PersonDraft(full_name=name) for name in ("Mara Anna", "Annabel Ray", "Anna", "Bo Anna", "Anna Lee")]
        + [PersonDraft(full_name="Zed", emails=[EmailDraft("anna@x.example")])],
        by=world.ada,
    )
    assert names("anna", world.ada) == ["Anna", "Anna Lee", "Bo Anna", "Mara Anna", "Annabel Ray", "Zed"]


def test_the_index_follows_every_way_a_record_changes(world):
    many = create_people([PersonDraft(full_name=f"Quentin {n}") for n in range(30)], by=world.ada).written
    assert search_records("quentin", seen_by=world.ada).count == 30
    change_person(RecordChange(many[0], {"full_name": "Rosalind"}), by=world.ada)
    delete_person(many[1], by=world.ada)
    Person.objects.filter(pk=many[2]).update(search_text="tiberius")
    assert search_records("quentin", seen_by=world.ada).count == 27
    assert names("rosal", world.ada) == ["Rosalind"]
    assert search_records("tiberius", seen_by=world.ada).count == 1
    assert all(engine.is_whole(kind.model) for kind in searchable_kinds())
    engine.tidy(Person)
    assert search_records("quentin", seen_by=world.ada).count == 27
    engine.rebuild(Person)
    assert search_records("quentin", seen_by=world.ada).count == 27
    assert all(engine.is_whole(kind.model) for kind in searchable_kinds())


def test_every_table_that_has_search_text_is_indexed_and_kept(db):
    """A migration that makes SQLite build a table anew drops the triggers: it must name AddSearch again."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    assert {kind.model for kind in searchable_kinds()} == set(models)
    assert [model for model in models if not engine.is_whole(model)] == []


@pytest.mark.skipif("not __import__('django.db').db.connection.vendor == 'sqlite'")
def test_an_index_that_lost_its_trigger_or_a_row_is_noticed(world):
    add_person(PersonDraft(full_name="Anna"), by=world.ada)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO person_search (person_search, rowid, search_text) VALUES ('delete', %s, 'anna')",
                       [Person.objects.get().pk])  # fmt: skip
        assert not engine.is_whole(Person)
        engine.rebuild(Person)
        assert engine.is_whole(Person)
        cursor.execute("DROP TRIGGER person_search_changed")
    assert not engine.is_whole(Person)


def smiths(number, owner):
    """`number` Smiths of one owner, written at once."""
    columns = ("uid", "version", "name", "name_key", "search_text", "owner_id", "created_at", "updated_at",
               "given_name", "family_name", "full_name", "stage", "language", "time_zone", "about")  # fmt: skip
    own = {field.attname for field in Person._meta.concrete_fields}
    more = [name for name in ("given_key", "family_key", "language_key") if name in own]
    insert_rows(
        Person,
        (*columns, *more),
        [
            (new_uid(), 1, f"Smith {n}", f"smith {n}", f"smith {n} smith{n}@x.example", owner, NOW, NOW,
             "", "", "", "", "", "", "", *[""] * len(more))
            for n in range(number)
        ],
    )  # fmt: skip


@pytest.mark.parametrize("reach", [Reach.OWN, Reach.TEAM])
def test_the_one_visible_among_ten_thousand_smiths_is_found(world, reach):
    smiths(5_000, world.cleo.account_id)
    add_person(PersonDraft(full_name="Zoë Smith", owner_id=world.ada.account_id), by=world.ada)
    smiths(5_000, world.cleo.account_id)
    Visibility.objects.create(record_kind=PERSON, reach=reach)
    for words in ("smith", "s", "sm", "smith z", "smiht", "zoe"):
        assert names(words, world.ada) == ["Zoë Smith"], words
    found = search_records("smith", seen_by=world.ada)
    assert (found.count, found.is_capped) == (1, False)
    assert names("smith", world.reader) == (["Zoë Smith"] if reach == Reach.TEAM else [])
    assert len(names("smith", world.cleo)) == 8


def test_a_narrow_viewer_of_many_finds_the_same(world, monkeypatch):
    smiths(400, world.ada.account_id)
    smiths(400, world.cleo.account_id)
    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    held = {hit.record.pk for hit in search_records("smith 7", seen_by=world.ada, limit=100).groups[0].hits}
    monkeypatch.setattr("amity.kernel.search.finding.FEW_VISIBLE", 10)
    looked_up = {hit.record.pk for hit in search_records("smith 7", seen_by=world.ada, limit=100).groups[0].hits}
    assert held == looked_up
    assert len(held) == 11


TEXT = st.text(st.characters(), max_size=40) | st.lists(
    st.sampled_from(['"', "'", "NEAR(", "AND", "OR", "*", "^", ":", "-", "\0", "\\", "%", "_", "&", "|", "!", "<->",
                     "(", ")", "anna", "🎉", "\ud800", "ﷺ", "e\u0301", "1", "+49", "０１５１", "\u202e"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(TEXT)
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_does_harm(house, text):
    for words in (text, f"anna {text}"):
        assert search_records(words, seen_by=house.ada).count >= 0


def test_ten_kilobytes_do_no_harm_either(house):
    for text in ("a" * 10_000, "anna " * 2_000, '"*' * 5_000, "0151 " * 2_000, "ä" * 10_000):
        search_records(text, seen_by=house.ada)


LETTERS = st.characters(exclude_categories=("Cs",))


@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=4), st.integers(1, 12))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_somebody_is_called_its_words_find_them(world, parts, length):
    name = " ".join(parts)
    words = [word for reading in engine.readings(name)[-1:] for (word,) in reading.terms]
    plain = [word for word in words if word.isalnum()]
    if not plain or not sort_key(name):
        return
    person_id = add_person(PersonDraft(full_name=name), by=world.ada)
    shown = Person.objects.get(pk=person_id).name
    for word in plain:
        if word in engine.readings(shown)[-1].key.split():
            hits = search_records(word[:length], seen_by=world.ada, kinds=["person"], limit=100).groups
            assert person_id in {hit.record.pk for group in hits for hit in group.hits}, (name, word)
    delete_person(person_id, by=world.ada)


@pytest.mark.parametrize(("reach", "who"), [(Reach.OWN, "ada"), (Reach.EVERYONE, "ada"), (Reach.OWN, "administrator")])
def test_the_index_is_asked_and_not_the_table(world, reach, who):
    smiths(3_000, world.ada.account_id)
    smiths(3_000, world.cleo.account_id)
    Visibility.objects.create(record_kind=PERSON, reach=reach)
    reading = engine.readings("smith 77")[0]
    is_narrow = reach == Reach.OWN and who == "ada"
    seen = searchable_kinds(["person"])[0].visible_to(getattr(world, who))
    among = visible(Person.objects.all(), world.ada, PERSON) if is_narrow else None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE person")
            statement, parameters = finding._on_postgresql(seen, reading.terms, 300)
            cursor.execute(f"EXPLAIN {statement}", parameters)
        else:
            statement, parameters = finding._on_sqlite(seen, reading.terms, 300, among)
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert index_name("person") in plan or "VIRTUAL TABLE INDEX" in plan
    assert "Seq Scan" not in plan and "SCAN person" not in plan, plan


def test_what_is_in_the_trash_is_not_found_until_it_is_back(house):
    ref = Ref(PERSON, Person.objects.get(name="Élodie Anderson").pk)
    trash_records([ref], by=house.ada)
    for words in ("elodie", "andersn", "C/4711", "0151 555 00172"):
        assert "Élodie Anderson" not in names(words, house.ada)
        assert "Élodie Anderson" not in names(words, house.administrator)
    restore_records([ref], by=house.ada)
    assert names("elodie", house.ada) == ["Élodie Anderson"]


def test_a_search_costs_the_same_number_of_queries_for_few_hits_and_for_many(house):
    numbers = []
    for more in (6, 200):
        smiths(more, house.ada.account_id)
        with CaptureQueriesContext(connection) as queries:
            search_records("smith", seen_by=house.ada)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 20


def test_only_the_kinds_asked_for_are_looked_through(house):
    assert names("nordlicht", house.ada, kinds=["company"]) == ["Nordlicht GmbH"]
    with pytest.raises(Missing):
        search_records("x", seen_by=house.ada, kinds=["nonsense"])


def test_the_page_groups_by_kind_and_links_to_all_of_one(house, client_of):
    smiths(20, house.ada.account_id)
    page = client_of("ada").get("/search", {"q": "smith"}).content.decode()
    assert page.count('class="hit__name"') == 8
    assert 'href="/search?q=smith&amp;kind=people">All 20 in People' in page
    every = client_of("ada").get("/search", {"q": "smith", "kind": "people"}).content.decode()
    assert every.count('class="hit__name"') == 20
    assert "<mark>Smith</mark> 7" in every


def test_a_picker_finds_only_what_its_user_may_see(house, client_of):
    found = client_of("ada").get("/lookup/person", {"q": "elo"}).json()["choices"]
    assert [(choice["name"], choice["beside"]) for choice in found] == [("Élodie Anderson", "Nordlicht GmbH")]
    options = client_of("ada").get("/lookup/people", {"q": "elo"}, HTTP_HX_REQUEST="true").content.decode()
    assert "<mark>Élo</mark>die" in options
    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    assert client_of("cleo").get("/lookup/person", {"q": "elo"}).json() == {"choices": []}


def test_what_was_seen_last_is_kept_for_twenty_and_hidden_when_out_of_sight(house, client_of):
    drafts = [PersonDraft(full_name=f"P{n}", owner_id=house.ada.account_id) for n in range(22)]
    many = create_people(drafts, by=house.ada)
    client = client_of("ben")
    for person in Person.objects.filter(pk__in=many.written).order_by("pk"):
        assert client.post(f"/recent/people/{person.uid}").status_code == 204
    assert client.post(f"/recent/people/{person.uid}").status_code == 204
    assert [hit.name for hit in recent_records(seen_by=house.ben)][:2] == ["P21", "P20"]
    assert len(recent_records(seen_by=house.ben)) == RecentRecord.objects.count() == 20
    assert recent_records(seen_by=house.cleo) == []
    trash_records([person.ref], by=house.ada)
    assert recent_records(seen_by=house.ben)[0].name == "P20"
    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    assert recent_records(seen_by=house.ben) == []
    assert client.post(f"/recent/people/{person.uid}").status_code == 404


@pytest.mark.parametrize(
    ("room", "words"),
    [("people.migrations.0004_search", "030 98765"), ("companies.migrations.0004_search", "030 1234567")],
)
def test_numbers_written_before_there_was_search_are_found_by_their_digits(house, room, words):
    add_person(PersonDraft(full_name="Hana", phones=[PhoneDraft("(030) 98-765"), PhoneDraft("+4930555")]), by=house.ada)
    assert search_records(words, seen_by=house.ada).count == 1
    for model in (Person, Company):
        for record in model.objects.all():
            model.objects.filter(pk=record.pk).update(search_text=record.name_key)
    assert search_records(words, seen_by=house.ada).count == 0

    class Editor:
        def __init__(self):
            self.connection = connection

        def execute(self, statement, params):
            with connection.cursor() as cursor:
                cursor.execute(statement, params)

    import_module(f"amity.customers.{room}").add_unread_numbers(None, Editor())
    assert search_records(words, seen_by=house.ada).count == 1
    assert engine.is_whole(Person)
