"""The history of a record: newest first, by group, by year, in people's words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amity.customers.activities.commands import change_activity, delete_activity, log_call, log_meeting
from amity.customers.activities.models import Activity
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.queries import person_by_id
from amity.kernel.commands import Invalid, Missing, NotAllowed
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import PERSON
from amity.records.notes.commands import change_note, delete_note, write_note
from amity.records.notes.models import Note
from amity.records.notes.queries import notes_about
from amity.records.timeline.queries import before_year, entry, timeline, timeline_outline
from amity.workspace.access.models import Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def anneke(world) -> Ref:
    return Ref(PERSON, add_person(PersonDraft(full_name="Anneke Visser", owner_id=world.ada.account_id), by=world.ada))


def told(page) -> list[str]:
    return [f"{item.who} {item.sentence}".strip() for item in page.entries]


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def test_entries_come_newest_first_by_when_they_happened(world, anneke):
    write_note(anneke, text="late", by=world.ada, occurred_at=days_ago(1))
    log_call(anneke, text="early", minutes=12, by=world.ben, occurred_at=days_ago(9))
    log_meeting(anneke, text="", minutes=1, by=world.ada, occurred_at=days_ago(5))
    page = timeline(anneke, seen_by=world.ada)
    assert told(page) == [
        "Ada Lovelace added Anneke Visser",
        "Ada Lovelace wrote a note",
        "Ada Lovelace had a meeting, 1 minute",
        "Ben Okri called, 12 minutes",
    ]
    assert [item.body for item in page.entries] == ["", "late", "", "early"]
    assert [item.icon for item in page.entries] == ["edit", "note", "meeting", "call"]
    assert page.older is None


def test_a_change_is_told_with_labels_and_names(world, anneke):
    change = RecordChange(anneke.id, set={"stage": "customer", "owner_id": world.ben.account_id})
    change_person(change, by=world.ada)
    newest = timeline(anneke, seen_by=world.ada).entries[0]
    assert newest.sentence == "changed Owner from Ada Lovelace to Ben Okri and Stage to Customer" or (
        newest.sentence == "changed Stage to Customer and Owner from Ada Lovelace to Ben Okri"
    )
    assert {(item.label, item.before, item.after) for item in newest.details} == {
        ("Stage", "", "Customer"), ("Owner", "Ada Lovelace", "Ben Okri"),
    }  # fmt: skip


def test_pages_follow_one_another_without_gap_even_among_equal_times(world, anneke):
    moment = days_ago(3)
    for number in range(12):
        write_note(anneke, text=str(number), by=world.ada, occurred_at=moment if number % 3 else days_ago(number))
    everything = [item.fact_id for item in timeline(anneke, seen_by=world.ada, size=200).entries]
    assert len(everything) == 13
    met, before = [], None
    while True:
        page = timeline(anneke, seen_by=world.ada, before=before, size=4)
        met += [item.fact_id for item in page.entries]
        if not (before := page.older):
            break
    assert met == everything
    with pytest.raises(Invalid):
        timeline(anneke, seen_by=world.ada, before="nonsense")


def test_one_group_alone(world, anneke):
    for number in range(3):
        write_note(anneke, text=str(number), by=world.ada, occurred_at=days_ago(number))
        log_call(anneke, by=world.ada, occurred_at=days_ago(number))
    page = timeline(anneke, seen_by=world.ada, group="note", size=2)
    assert [item.body for item in page.entries] == ["0", "1"]
    assert [item.body for item in timeline(anneke, seen_by=world.ada, group="note", before=page.older).entries] == ["2"]
    assert timeline(anneke, seen_by=world.ada, group="unheard of").entries == []
    assert [item.name for item in timeline_outline(anneke, seen_by=world.ada).groups] == ["change", "note", "call"]


def test_a_year_begins_where_the_viewers_calendar_says(world, anneke):
    for year in (2019, 2022):
        for month in (1, 12):
            write_note(anneke, text=f"{year}-{month}", by=world.ada, occurred_at=datetime(year, month, 15, tzinfo=UTC))
    write_note(anneke, text="new year's eve", by=world.ada, occurred_at=datetime(2022, 12, 31, 23, 30, tzinfo=UTC))

    def bodies(year, viewer):
        return [
            item.body for item in timeline(anneke, seen_by=viewer, before=before_year(year, seen_by=viewer)).entries
        ]

    assert bodies(2022, world.ada) == ["new year's eve", "2022-12", "2022-1", "2019-12", "2019-1"]
    assert bodies(2020, world.ada) == ["2019-12", "2019-1"]
    in_tokyo = replace(world.ada, time_zone="Asia/Tokyo")
    assert bodies(2022, in_tokyo)[0] == "2022-12"
    assert bodies(0, world.ada) == []
    assert timeline_outline(anneke, seen_by=world.ada).years == list(range(timezone.now().year, 2018, -1))


def test_who_may_not_see_the_record_sees_no_history(world, anneke):
    Visibility.objects.create(record_kind=PERSON, reach="team")
    write_note(anneke, text="secret", by=world.ada)
    fact_id = StoredFact.objects.latest("id").pk
    assert entry(fact_id, seen_by=world.ben).entry.body == "secret"
    for ask in (
        lambda: timeline(anneke, seen_by=world.cleo),
        lambda: timeline_outline(anneke, seen_by=world.cleo),
        lambda: entry(fact_id, seen_by=world.cleo),
        lambda: notes_about(anneke, seen_by=world.cleo),
        lambda: write_note(anneke, text="x", by=world.cleo),
        lambda: log_call(anneke, text="x", by=world.cleo),
    ):
        with pytest.raises(Missing):
            ask()


def test_an_entry_about_no_record_is_found_by_nobody(world):
    with pytest.raises(Missing):
        entry(987_654_321, seen_by=world.administrator)
    account_fact = StoredFact.objects.create(
        kind="account.created", origin="person", occurred_at=timezone.now(), recorded_at=timezone.now(),
        about=[[10, world.ada.account_id]], data={},
    )  # fmt: skip
    with pytest.raises(Missing):
        entry(account_fact.pk, seen_by=world.administrator)


def test_a_note_shows_what_it_says_now(world, anneke):
    write_note(anneke, text="frist", by=world.ada)
    note = Note.objects.get()
    change_note(note.uid, text=" first\r\n", by=world.ada)
    change_note(note.uid, text="first", by=world.ada)
    page = timeline(anneke, seen_by=world.ada, group="note")
    assert [(item.sentence, item.body) for item in page.entries] == [("changed a note", ""), ("wrote a note", "first")]
    assert page.entries[1].path == f"/notes/{note.uid}"
    delete_note(note.uid, by=world.administrator)
    page = timeline(anneke, seen_by=world.ada, group="note")
    assert told(page)[0] == "Ruth Admin deleted a note"
    assert (page.entries[2].body, page.entries[2].is_deleted) == ("", True)
    facts = StoredFact.objects.filter(kind__startswith="note.").order_by("id")
    assert [fact.data for fact in facts] == [
        {"note_id": note.pk, "text": "frist"},
        {"note_id": note.pk, "before": "frist", "after": "first"},
        {"note_id": note.pk, "text": "first"},
    ]


def test_a_call_can_be_corrected_and_deleted(world, anneke):
    log_call(anneke, text="spoke", minutes=5, by=world.ada)
    call = Activity.objects.get()
    change_activity(call.uid, text="spoke long", minutes=50, by=world.ada)
    newest = timeline(anneke, seen_by=world.ada, group="call").entries[0]
    assert newest.sentence == "changed a call"
    assert [(item.label, item.before, item.after) for item in newest.details] == [
        ("Text", "spoke", "spoke long"), ("Minutes", "5", "50"),
    ]  # fmt: skip
    delete_activity(call.uid, by=world.ada)
    assert not Activity.objects.exists()
    assert [item.sentence for item in timeline(anneke, seen_by=world.ada, group="call").entries] == [
        "deleted a call", "changed a call", "called, 5 minutes",
    ]  # fmt: skip


def test_only_authors_and_administrators_change_what_was_written(world, anneke):
    write_note(anneke, text="mine", by=world.ada)
    log_call(anneke, text="mine", by=world.ada)
    for act in (
        lambda: change_note(Note.objects.get().uid, text="yours", by=world.ben),
        lambda: delete_note(Note.objects.get().uid, by=world.ben),
        lambda: change_activity(Activity.objects.get().uid, text="yours", minutes=None, by=world.ben),
        lambda: delete_activity(Activity.objects.get().uid, by=world.ben),
        lambda: write_note(anneke, text="x", by=world.reader),
        lambda: log_meeting(anneke, text="x", by=world.reader),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (Note.objects.get().text, Activity.objects.get().text) == ("mine", "mine")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " \0 "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "x", "occurred_at": datetime(2999, 1, 1, tzinfo=UTC)}, "occurred_at"),
    ],
)
def test_a_note_needs_words_and_a_past(world, anneke, values, field):
    with pytest.raises(Invalid) as refusal:
        write_note(anneke, by=world.ada, **values)
    assert refusal.value.field == field
    assert not Note.objects.exists()


@pytest.mark.parametrize("minutes", [-1, 10_081])
def test_minutes_are_at_most_a_week(world, anneke, minutes):
    with pytest.raises(Invalid) as refusal:
        log_call(anneke, minutes=minutes, by=world.ada)
    assert refusal.value.field == "minutes"


def test_a_page_costs_the_same_few_queries_whatever_it_holds(world, anneke):
    def queries() -> int:
        record = person_by_id(anneke.id, seen_by=world.administrator)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            timeline(record, seen_by=world.ada, size=200)
            timeline_outline(record, seen_by=world.ada)
        return len(captured)

    for number in range(3):
        write_note(anneke, text=str(number), by=world.ben)
        log_call(anneke, text=str(number), by=world.administrator)
    few = queries()
    for number in range(40):
        write_note(anneke, text=str(number), by=world.ben)
        log_meeting(anneke, text=str(number), by=world.administrator)
        change_person(RecordChange(anneke.id, set={"full_name": f"Anneke {number}"}), by=world.ben)
    assert queries() == few <= 6
