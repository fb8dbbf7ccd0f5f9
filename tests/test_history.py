"""The history of every field, and a record as it was on a day."""

import random
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import cancel_order, change_order, open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.customers.people.queries import person_values
from amity.kernel.commands import Missing, NotAllowed, Origin, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.ids import new_uid
from amity.kernel.money import MILLION
from amity.records.history.past import UNKNOWN, as_of, values_at
from amity.records.history.queries import changes_of
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.registry import kind_numbered
from amity.records.undo.commands import undo_changes

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)


def at(moment):
    """The clock of commands and facts."""
    return patch("django.utils.timezone.now", return_value=moment)


def asks(actor):
    return actor.through(Origin.PERSON, request_id=str(new_uid()))


def values(person_id):
    return person_values(Person.objects.get(pk=person_id))


@pytest.fixture
def eva(world):
    with at(DAY):
        oak = add_company(CompanyDraft(name="Oak"), by=asks(world.ada))
        draft = PersonDraft(full_name="Eva", stage="lead", companies=[EmploymentDraft(oak, "Buyer")])
        return Person.objects.get(pk=add_person(draft, by=asks(world.ada)))


def change(person, actor, moment, **fields):
    by = asks(actor)
    with at(moment):
        change_person(RecordChange(person.pk, fields), by=by)
    person.refresh_from_db()
    return by.request_id


def test_every_change_tells_before_and_after_who_when_and_through_what(world, eva):
    change(eva, world.ada, DAY + timedelta(days=1), stage="customer", owner_id=world.ben.account_id)
    imported = world.ben.through(Origin.IMPORT, request_id=str(new_uid()))
    change_person(RecordChange(eva.pk, {"about": "From the file"}), by=imported)
    request = change(eva, world.ben, datetime.now(UTC), stage="partner", companies=[])
    undone = undo_changes(request, by=asks(world.ada))
    told = changes_of(eva, seen_by=world.ada).changes
    assert [(item.who, item.origin, item.is_undo, bool(item.undone)) for item in told] == [
        ("Ada Lovelace", "person", True, False),
        ("Ben Okri", "person", False, True),
        ("Ben Okri", "import", False, False),
        ("Ada Lovelace", "person", False, False),
        ("Ada Lovelace", "person", False, False),
    ]
    assert [(item.label, item.before, item.after) for item in told[1].fields] == [
        ("Stage", "Customer", "Partner"),
        ("Companies", "Oak, Buyer", ""),
    ]
    assert ("Owner", "", "Ben Okri") in [(item.label, item.before, item.after) for item in told[3].fields]
    assert (told[2].import_uid, told[2].request_id) == (imported.request_id, "")
    assert (told[0].request_id, told[4].words) == (undone.request_id, "Added Eva")
    stages = changes_of(eva, seen_by=world.ada, field="stage").changes
    assert [(item.fields[0].before, item.fields[0].after) for item in stages] == [
        ("Partner", "Customer"),
        ("Customer", "Partner"),
        ("Lead", "Customer"),
    ]


def test_changes_come_page_by_page(world, eva):
    for number in range(7):
        change(eva, world.ada, DAY + timedelta(hours=number + 1), about=f"Text {number}")
    seen, before = [], None
    while True:
        page = changes_of(eva, seen_by=world.ada, field="about", before=before, size=3)
        seen += [item.fields[0].after for item in page.changes]
        before = page.older
        if not before:
            break
    assert seen == [f"Text {number}" for number in reversed(range(7))]


def test_a_record_is_shown_as_it_was_on_a_day(world, eva):
    change(eva, world.ada, DAY + timedelta(days=10), stage="customer", about="New")
    change(eva, world.ada, DAY + timedelta(days=20), companies=[])
    then = as_of(eva, (DAY + timedelta(days=12)).date(), seen_by=world.ada)
    shown = {item.words.label: (item.words.before, item.words.after, item.is_same) for item in then.fields}
    assert shown["Stage"] == ("Customer", "Customer", True)
    assert shown["Companies"] == ("Oak, Buyer", "", False)
    assert then.differing == 1
    first = as_of(eva, DAY.date(), seen_by=world.ada)
    assert {item.words.label for item in first.fields if not item.is_same} == {"Stage", "About", "Companies"}
    assert not as_of(eva, (DAY - timedelta(days=1)).date(), seen_by=world.ada).is_there


def test_a_change_on_the_edge_belongs_to_the_viewers_day(world, eva):
    change(eva, world.ada, datetime(2026, 3, 5, 23, 30, tzinfo=UTC), stage="customer")
    from dataclasses import replace

    berlin = replace(world.ada, time_zone="Europe/Berlin")
    day = datetime(2026, 3, 5).date()
    stage = {item.words.label: item for item in as_of(eva, day, seen_by=world.ada).fields}["Stage"]
    assert stage.words.before == "Customer"
    stage = {item.words.label: item for item in as_of(eva, day, seen_by=berlin).fields}["Stage"]
    assert stage.words.before == "Lead"


def test_what_was_erased_is_unknown(world, eva):
    change(eva, world.ada, DAY + timedelta(days=1), about="Secret")
    change(eva, world.ada, DAY + timedelta(days=2), about="Public")
    StoredFact.objects.filter(data__changes__about__1="Secret").update(
        data={"record_kind": eva.record_kind, "record_id": eva.pk, "changes": {"about": None}}
    )
    found = {item.words.field: item for item in as_of(eva, DAY.date(), seen_by=world.ada).fields}
    assert not found["about"].is_known
    assert values_at(eva.ref, values(eva.pk), DAY)["about"] is UNKNOWN


def test_an_order_goes_back_through_its_status_lines_and_amounts(world):
    with at(DAY):
        lines = [LineDraft(description="Mug", quantity=MILLION, unit_price=5 * MILLION)]
        draft = OrderDraft(number="A", ordered_at=DAY, currency="EUR", status="open", lines=lines)
        order = open_order(draft, by=asks(world.ada))
    read = kind_numbered(4).editing.values_of
    before = read([Order.objects.get(pk=order)])[order]
    with at(DAY + timedelta(days=2)):
        change_order(
            RecordChange(order, {"lines": [dict(before["lines"][0], quantity=3 * MILLION, net=None)]}),
            by=asks(world.ada),
        )
        cancel_order(order, by=asks(world.ada))
    found = Order.objects.get(pk=order)
    assert values_at(found.ref, read([found])[order], DAY + timedelta(days=1)) == before
    shown = {item.words.label: item.words for item in as_of(found, DAY.date(), seen_by=world.ada).fields}
    assert (shown["Lines"].before, shown["Lines"].after) == ("1 × Mug", "3 × Mug")
    assert (shown["Total"].before, shown["Total"].after) == ("€5.00", "€15.00")
    assert (shown["Status"].before, shown["Status"].after) == ("Open", "Cancelled")


def wish(draw):
    """A random change of a person."""
    choices = {
        "stage": ["", "lead", "customer", "partner"],
        "about": ["", "one", "two", "three"],
        "language": ["", "en", "de"],
        "tags": [[], ["vip"], ["new", "vip"]],
        "emails": [[], [{"address": "a@x.example", "label": ""}], [{"address": "b@x.example", "label": "work"}]],
        "phones": [[], [{"typed": "030 123", "label": ""}]],
    }
    return {name: draw.choice(choices[name]) for name in draw.sample(sorted(choices), draw.randint(1, 3))}


@pytest.mark.parametrize("seed", range(6))
def test_random_changes_and_undos_are_what_a_plain_model_says_and_the_past_stays_readable(world, seed):
    draw = random.Random(seed)
    draft = PersonDraft(full_name="Eva", emails=[EmailDraft("a@x.example")])
    with at(DAY):
        person = Person.objects.get(pk=add_person(draft, by=asks(world.ada)))
    model = values(person.pk)
    written = {}  # request -> field -> (before, after)
    undone = {}  # request -> the request that undid it
    days = {}
    for step in range(30):
        moment = DAY + timedelta(hours=7 * step + 1)
        by = asks(draw.choice([world.ada, world.ben, world.administrator]))
        done = {}
        with at(moment):
            if written and draw.random() < 0.45:
                request = draw.choice(sorted(written))
                fields = written[request]
                done = {
                    name: (after, before)
                    for name, (before, after) in fields.items()
                    if before != after and model[name] == after
                }
                if request in undone or not done:
                    with pytest.raises((Refused, Missing)):
                        undo_changes(request, by=by)
                    done = {}
                else:
                    kept = sum(
                        1 for name, (before, after) in fields.items()
                        if before != after and model[name] not in (before, after)
                    )  # fmt: skip
                    told = undo_changes(request, by=by)
                    assert (told.restored, told.kept) == (len(done), kept)
                    undone = {first: second for first, second in undone.items() if second != request}
                    undone[request] = by.request_id
            else:
                wanted = wish(draw)
                done = {name: (model[name], value) for name, value in wanted.items() if model[name] != value}
                change_person(RecordChange(person.pk, wanted), by=by)
        if done:
            written[by.request_id] = done
            model |= {name: after for name, (_before, after) in done.items()}
        assert values(person.pk) == model
        days[moment.date()] = dict(model)
    now = values(person.pk)
    first, last = min(days), max(days)
    held = days[first]
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        held = days.get(day, held)
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
        assert values_at(person.ref, now, end) == held


def test_the_pages_show_the_changes_and_the_past_and_lead_to_undo(world, eva, client_of):
    request = change(eva, world.ada, DAY + timedelta(days=1), stage="customer")
    ben, reader = client_of("ben"), client_of("reader")
    page = ben.get(f"/people/{eva.uid}/changes").content.decode()
    assert "Lead" in page and "Customer" in page and f"/changes/{request}?next=" in page
    assert f"/changes/{request}" not in reader.get(f"/people/{eva.uid}/changes").content.decode()
    past = ben.get(f"/people/{eva.uid}/as-of", {"day": "2026-03-01"}).content.decode()
    assert "As it was:" in past and "<mark><bdi>Lead</bdi></mark>" in past
    assert ben.get(f"/people/{eva.uid}/as-of").status_code == 200
    assert ben.get(f"/people/{eva.uid}/as-of", {"day": "soon"}).status_code == 422
    assert ben.get(f"/person/{eva.uid}/changes").status_code == 404
    fact = StoredFact.objects.get(request_id=request).pk
    assert f"/changes/{request}" in ben.get(f"/history/{fact}").content.decode()
    preview = ben.get(f"/changes/{request}").content.decode()
    assert "Undo this change?" in preview and "This goes back" in preview
    assert reader.post(f"/changes/{request}/undo").status_code == 403
    answer = ben.post(f"/changes/{request}/undo", {"next": f"/people/{eva.uid}"}, follow=True)
    assert answer.redirect_chain == [(f"/people/{eva.uid}", 302)] and "Undone." in answer.content.decode()
    assert values(eva.pk)["stage"] == "lead"
    assert ben.post(f"/changes/{request}/undo").status_code == 409
    assert "undone by Ben Okri" in ben.get(f"/people/{eva.uid}/changes").content.decode()
    assert "Undone by Ben Okri" in ben.get(f"/people/{eva.uid}").content.decode()


def test_what_others_changed_is_named_after_the_undo(world, eva, client_of):
    request = change(eva, world.ada, DAY + timedelta(days=1), stage="customer", about="Hers")
    change(eva, world.ben, DAY + timedelta(days=2), about="His")
    answer = client_of("ada").post(f"/changes/{request}/undo", {"next": f"/people/{eva.uid}"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/changes/{request}", 302)]
    assert "1 thing went back, 1 stayed as it is." in page
    assert "It was changed since." in page and "Ben Okri" in page and "This stays as it is" in page


def test_undoing_what_a_page_added_leads_to_its_list(world, client_of):
    client = client_of("ada")
    client.post("/people/new", {"full_name": "Nora New"})
    nora = Person.objects.get(name="Nora New")
    page = client.get(f"/people/{nora.uid}").content.decode()
    request = page.split('action="/changes/')[1].split("/")[0]
    answer = client.post(f"/changes/{request}/undo", {"next": f"/people/{nora.uid}"})
    assert answer.url == "/people" and Person.objects.get().trashed_at is not None
    assert client.post(f"/changes/{request}/undo", {"next": "https://evil.example/"}).status_code == 409


def test_the_history_costs_the_same_queries_however_long(world, eva, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(30) as asked:
            changes_of(eva, seen_by=world.ada)
            as_of(eva, DAY.date(), seen_by=world.ada)
        return len(asked)

    def fill(times, start):
        for number in range(times):
            moment = DAY + timedelta(days=1, minutes=start + number)
            change(eva, world.ben, moment, about=str(start + number), companies=[], owner_id=world.ada.account_id)

    fill(1, 0)
    few = count()
    fill(12, 1)
    assert count() == few


def test_readers_may_look_but_strangers_may_not(world, eva, client_of):
    from amity.workspace.access.models import Reach, Visibility

    request = change(eva, world.ada, DAY + timedelta(days=1), stage="customer")
    Visibility.objects.create(record_kind=1, reach=Reach.OWN)
    for address in (f"/people/{eva.uid}/changes", f"/people/{eva.uid}/as-of", f"/changes/{request}"):
        assert client_of("cleo").get(address).status_code == 404
    assert client_of("cleo").post(f"/changes/{request}/undo").status_code == 404
    with pytest.raises(NotAllowed):
        undo_changes(request, by=asks(world.reader))
