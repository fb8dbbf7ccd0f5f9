"""Tracked events: told once, in the history of whom they are about, counted by filters, refused row by row."""

import random
import string
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from amity.customers.people.access import visible_to
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.models import Person
from amity.customers.tracking import commands
from amity.customers.tracking.commands import track_events
from amity.customers.tracking.drafts import EventDraft, Whom
from amity.customers.tracking.facts import TrackedEvent
from amity.customers.tracking.models import TrackedName
from amity.kernel.commands import NotAllowed, Origin
from amity.kernel.facts.kinds import fact_kind, fact_kinds
from amity.kernel.facts.models import FactAbout, Occurrence, StoredFact
from amity.kernel.facts.readers import ReadFact
from amity.kernel.filters import filtered, parse_text
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.numbers import PERSON
from amity.records.timeline.queries import timeline, timeline_outline
from amity.workspace.access.commands import set_reach

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ada(world):
    """Ada Lovelace's person, whom Ada of the sales team owns."""
    key = add_person(
        PersonDraft(
            full_name="Ana Byron", emails=[EmailDraft("ana@example.org")], external_ids=[("app", "u-17")],
            owner_id=world.ada.account_id,
        ),
        by=world.ada,
    )  # fmt: skip
    return Person.objects.get(pk=key)


def event(name="signed_up", whom=None, **more) -> EventDraft:
    return EventDraft(name, whom or Whom(email="Ana@example.org"), **more)


def stored() -> list[StoredFact]:
    return list(StoredFact.objects.filter(kind__startswith="tracked.").order_by("id"))


def test_an_event_is_a_fact_of_its_own_name_about_the_person(world, ada):
    by = world.ada.through(Origin.API)
    told = track_events([event(properties={"plan": "pro", "seats": 3, "beta": True})], by=by)
    assert (told.people, told.refusals, told.known) == ([ada.pk], {}, set())
    (fact,) = stored()
    assert (fact.kind, fact.origin, fact.actor_id) == ("tracked.signed_up", "api", world.ada.account_id)
    assert (fact.data["event"], fact.data["properties"]) == ("signed_up", {"plan": "pro", "seats": 3, "beta": True})
    assert FactAbout.objects.get(fact_id=fact.pk).record_id == ada.pk


def test_the_history_tells_it_with_its_first_properties_under_a_heading_of_its_own(world, ada):
    track_events([event("trial.ended_early", properties={"plan": "pro", "why": {"code": 7}, "x": None})], by=world.ada)
    newest = timeline(ada, seen_by=world.ada).entries[0]
    assert (newest.sentence, newest.who, newest.group) == ("Trial ended early: plan pro, why 7", "", "event")
    assert [(change.label, change.after) for change in newest.details] == [("plan", "pro"), ("why", "7")]
    assert "event" in [group.name for group in timeline_outline(ada, seen_by=world.ada).groups]


def test_a_family_of_facts_has_one_class_and_any_number_of_names():
    assert fact_kind("tracked.anything.at_all") is TrackedEvent
    assert fact_kind("trackedanything") is None and fact_kind("nothing.such") is None
    assert "tracked.*" in fact_kinds() and TrackedEvent.personal == {"properties"}


@pytest.mark.parametrize("way", ["id", "email", "external_id"])
def test_a_person_is_named_in_three_ways(world, ada, way):
    whom = {
        "id": Whom(id=ada.uid),
        "email": Whom(email=" ANA@example.org"),
        "external_id": Whom(external_id=("app", "u-17")),
    }
    assert track_events([event(whom=whom[way])], by=world.ada).people == [ada.pk]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (event(""), "tracking.name"),
        (event("Signed_up"), "tracking.name"),
        (event("a" * 61), "tracking.name"),
        (event("a\n"), "tracking.name"),
        (event(id="i" * 201), "tracking.id"),
        (event(occurred_at=datetime(2026, 1, 1)), "tracking.no_zone"),
        (event(occurred_at=datetime(1969, 12, 31, tzinfo=UTC)), "tracking.too_old"),
        (event(occurred_at=NOW + timedelta(days=1)), "tracking.future"),
        (event(properties={"a": "x" * 8200}), "tracking.too_large"),
        (event(properties={"a": "é" * 4096}), "tracking.too_large"),
        (event(properties={"a": {"b": {"c": {"d": {"e": 1}}}}}), None),
        (event(properties={"a": {"b": {"c": {"d": {"e": {}}}}}}), "tracking.too_deep"),
        (event(properties={"a": [[[[[1]]]]]}), "tracking.too_deep"),
        (event(properties={"a": float("nan")}), "tracking.figure"),
        (event(properties={"a": "x\0y"}), "tracking.letters"),
        (event(properties={"\ud800": 1}), "tracking.letters"),
        (event(properties={"a": {1, 2}}), "tracking.properties"),
        (event(properties=["a"]), "tracking.properties"),
        (event(whom=Whom()), "tracking.person"),
        (event(whom=Whom(email="a@example.org", external_id=("app", "1"))), "tracking.person"),
        (event(whom=Whom(email="nobody@example.org")), "tracking.unknown_person"),
        (event(whom=Whom(email="no address")), "tracking.unknown_person"),
        (event(whom=Whom(external_id=("app", "u-18"))), "tracking.unknown_person"),
        (event(whom=Whom(id=UUID(int=7))), "tracking.unknown_person"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_does_not_stop_the_others(world, ada, draft, code):
    told = track_events([event("first"), draft, event("last")], by=world.ada)
    if code is None:
        assert told.refusals == {}
        return
    assert {place: refused.code for place, refused in told.refusals.items()} == {1: code}
    assert told.people == [ada.pk, None, ada.pk]
    assert [fact.kind for fact in stored()] == ["tracked.first", "tracked.last"]
    assert Occurrence.objects.filter(kind__gt=1000).count() == 2


def test_the_same_id_is_told_once_within_a_call_and_over_calls_and_other_names_have_ids_of_their_own(world, ada):
    first = track_events([event(id="1"), event(id="1"), event("left", id="1"), event()], by=world.ada)
    assert first.known == {1}
    again = track_events([event(id="1"), event("left", id="1"), event()], by=world.ada)
    assert (again.known, again.people) == ({0, 1}, [ada.pk] * 3)
    assert [fact.kind for fact in stored()].count("tracked.signed_up") == 3
    assert Occurrence.objects.filter(kind__gt=1000).count() == 4


def test_two_people_with_one_address_are_refused_until_one_is_named(world, ada):
    add_person(PersonDraft(full_name="Twin", emails=[EmailDraft("ana@example.org")]), by=world.ada)
    told = track_events([event(), event(whom=Whom(id=ada.uid))], by=world.ada)
    assert (told.refusals[0].code, told.people) == ("tracking.ambiguous", [None, ada.pk])


def test_whom_one_may_not_see_one_cannot_tell_of_and_readers_tell_nothing(world, ada):
    set_reach(PERSON, reach="own", by=world.administrator)
    for whom in (Whom(id=ada.uid), Whom(email="ana@example.org"), Whom(external_id=("app", "u-17"))):
        assert track_events([event(whom=whom)], by=world.cleo).refusals[0].code == "tracking.unknown_person"
    with pytest.raises(NotAllowed):
        track_events([event()], by=world.reader)
    assert stored() == [] and not TrackedName.objects.exists()


def test_there_is_room_for_so_many_names_and_known_ones_go_on(world, ada, monkeypatch):
    monkeypatch.setattr(commands, "MOST_NAMES", 2)
    told = track_events([event("one"), event("two"), event("three"), event("one")], by=world.ada)
    assert {place: refused.code for place, refused in told.refusals.items()} == {2: "tracking.too_many_names"}
    assert list(TrackedName.objects.order_by("number").values_list("number", "name")) == [(1001, "one"), (1002, "two")]
    assert len(stored()) == 3


def found(text: str, by) -> set[str]:
    catalogue = catalogue_of("person", seen_by=by)
    wanted = parse_text(text, catalogue)
    assert parse_text(wanted.to_text(), catalogue) == wanted
    return set(filtered(visible_to(by), wanted, catalogue, seen_by=by).values_list("name", flat=True))


def test_filters_count_events_by_name_and_time(world, ada):
    ben = add_person(PersonDraft(full_name="Ben", emails=[EmailDraft("ben@example.org")]), by=world.ada)
    whom = Whom(id=Person.objects.get(pk=ben).uid)
    old = NOW - timedelta(days=60)
    track_events(
        [event(), event(occurred_at=NOW - timedelta(days=3)), event("trial.ended"), event(whom=whom),
         event(whom=whom, occurred_at=old)],
        by=world.ada,
    )  # fmt: skip
    assert found("has event named signed_up at least 2 times in the last 30 days", world.ada) == {"Ana Byron"}
    assert found("has event named signed_up at least 2 times", world.ada) == {"Ana Byron", "Ben"}
    assert found("has no event named trial.ended", world.ada) == {"Ben"}
    assert found("has event named nothing_such", world.ada) == set()
    assert found("has event at least 3 times", world.ada) == {"Ana Byron"}


def test_counting_agrees_with_plain_python_over_random_events(world):
    dice = random.Random(4)
    people = [
        add_person(PersonDraft(full_name=letter, emails=[EmailDraft(f"{letter}@example.org")]), by=world.ada)
        for letter in string.ascii_lowercase[:8]
    ]
    uids = dict(Person.objects.values_list("pk", "uid"))
    happened = [
        (dice.choice(people), dice.choice(["a", "b.c", "d_1"]), NOW - timedelta(days=dice.randint(0, 90), minutes=1))
        for _time in range(200)
    ]
    track_events([event(name, Whom(id=uids[pk]), occurred_at=at) for pk, name, at in happened], by=world.ada)
    names = dict(Person.objects.values_list("pk", "name"))
    for name in ("a", "b.c", "d_1"):
        for least in (1, 3, 6, 9):
            expected = {
                names[pk]
                for pk in people
                if sum(1 for who, what, _at in happened if (who, what) == (pk, name)) >= least
            }
            assert found(f"has event named {name} at least {least} times", world.ada) == expected


def test_what_is_told_late_is_no_news(world, ada):
    track_events([event(occurred_at=NOW - timedelta(days=2)), event("fresh")], by=world.ada)
    news = {
        fact.kind: ReadFact(
            fact.pk, fact.kind, fact.origin, None, 0, fact.occurred_at, fact.recorded_at, (), fact.data
        ).is_news
        for fact in stored()
    }
    assert news == {"tracked.signed_up": False, "tracked.fresh": True}


def test_the_longest_name_there_is_can_be_stored(world, ada):
    assert track_events([event("n" * 60)], by=world.ada).refusals == {}
    assert stored()[0].kind == f"tracked.{'n' * 60}"
