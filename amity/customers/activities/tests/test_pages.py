"""The history on a record's page, with htmx and without."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from amity.customers.activities.models import Activity
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.queries import person_by_id
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.numbers import PERSON
from amity.records.notes.commands import write_note
from amity.records.notes.models import Note

HTMX = {"HX-Request": "true"}


@pytest.fixture
def anneke(world):
    return person_by_id(add_person(PersonDraft(full_name="Anneke Visser"), by=world.ada), seen_by=world.administrator)


@pytest.fixture
def ada(client_of):
    return client_of("ada")


def parts_of(anneke) -> str:
    return f"/records/person/{anneke.uid}/history"


def page_of(anneke) -> str:
    return f"/people/{anneke.uid}"


def test_a_note_is_written_without_script(ada, anneke):
    answer = ada.post(parts_of(anneke), {"kind": "note", "text": "Prefers <b>calls</b> by ten."})
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(anneke)}#history")
    page = ada.get(page_of(anneke)).content.decode()
    assert "Prefers &lt;b&gt;calls&lt;/b&gt; by ten." in page
    assert "<b>Ada Lovelace</b> wrote a note" in page


def test_a_call_is_logged_at_the_time_of_the_viewers_clock(ada, anneke, world):
    world.accounts["ada"].time_zone = "Asia/Tokyo"
    world.accounts["ada"].save()
    ada.post(parts_of(anneke), {"kind": "call", "text": "", "occurred_at": "2026-03-01T08:30", "minutes": "12"})
    call = Activity.objects.get()
    assert (call.minutes, call.occurred_at.isoformat()) == (12, "2026-02-28T23:30:00+00:00")


def test_with_htmx_the_history_comes_back(ada, anneke):
    answer = ada.post(parts_of(anneke), {"kind": "meeting", "text": "Cupping"}, headers=HTMX)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in html
    assert "Cupping" in html
    assert 'id="record-history"' in html


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "note", "text": "  "}, "Write something first."),
        ({"kind": "call", "text": "keep me", "minutes": "99999"}, "at most a week"),
        ({"kind": "call", "text": "keep me", "occurred_at": "2999-01-01T00:00"}, "This lies in the future."),
        ({"kind": "call", "text": "keep me", "occurred_at": "yesterday"}, "This is no day with a time."),
        ({"kind": "poem", "text": "keep me"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_by_the_field_and_nothing_is_lost(ada, anneke, values, words, headers):
    answer = ada.post(parts_of(anneke), values, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert values["text"].strip() in html
    assert not Note.objects.exists() and not Activity.objects.exists()


def test_strangers_to_a_record_find_nothing(client_of, anneke, world):
    from amity.workspace.access.models import Visibility

    Visibility.objects.create(record_kind=PERSON, reach="own")
    fact_id = StoredFact.objects.latest("id").pk
    cleo = client_of("cleo")
    assert cleo.get(parts_of(anneke)).status_code == 404
    assert cleo.post(parts_of(anneke), {"kind": "note", "text": "x"}).status_code == 404
    assert cleo.get(f"/history/{fact_id}").status_code == 404
    assert cleo.get("/history/987654321").status_code == 404
    assert not Note.objects.exists()


def test_readers_see_the_history_but_cannot_write(client_of, anneke):
    reader = client_of("reader")
    assert 'class="composer"' not in reader.get(page_of(anneke)).content.decode()
    assert reader.post(parts_of(anneke), {"kind": "note", "text": "x"}).status_code == 403
    assert not Note.objects.exists()


def test_older_entries_are_a_link_that_works_without_script(ada, anneke, world):
    now = timezone.now()
    for number in range(70):
        ref, moment = Ref(PERSON, anneke.pk), now - timedelta(hours=number)
        write_note(ref, text=f"note no. {number}.", by=world.ada, occurred_at=moment)
    first = ada.get(page_of(anneke)).content.decode()
    href, part = re.search(r'href="([^"]*before=[^"]*)"[^>]* hx-get="([^"]*)"', first).groups()
    second = ada.get(href.replace("&amp;", "&").split("#")[0]).content.decode()
    assert "note no. 28." in first and "note no. 29." not in first
    assert "note no. 29." in second and "note no. 28." not in second
    assert "Back to the newest" in second
    fragment = ada.get(part.replace("&amp;", "&"), headers=HTMX).content.decode()
    assert "note no. 29." in fragment
    assert "<html" not in fragment and "composer" not in fragment


def test_groups_and_years_are_links(ada, anneke, world):
    then = datetime(2020, 5, 5, tzinfo=UTC)
    write_note(Ref(PERSON, anneke.pk), text="long ago", by=world.ada, occurred_at=then)
    page = ada.get(page_of(anneke)).content.decode()
    assert 'href="/people' in page and "?group=note#history" in page and "?year=2020#history" in page
    only_notes = ada.get(page_of(anneke), {"group": "note"}).content.decode()
    assert "long ago" in only_notes and "added Anneke" not in only_notes
    assert "long ago" in ada.get(page_of(anneke), {"year": "2020"}).content.decode()
    assert "long ago" not in ada.get(page_of(anneke), {"year": "2019"}).content.decode()
    for nonsense in ({"year": "x"}, {"year": "0"}, {"year": "9999"}, {"year": "²"}, {"group": "x"}):
        assert ada.get(page_of(anneke), nonsense).status_code == 200
    assert ada.get(page_of(anneke), {"before": "nonsense"}).status_code == 422
    assert ada.get(parts_of(anneke), {"group": "note"})["Location"] == f"{page_of(anneke)}?group=note#history"


def test_an_entry_has_a_page_of_its_own_where_its_author_changes_it(ada, client_of, anneke, world):
    write_note(Ref(PERSON, anneke.pk), text="frist", by=world.ada)
    fact_id, note = StoredFact.objects.latest("id").pk, Note.objects.get()
    page = ada.get(f"/history/{fact_id}").content.decode()
    assert "frist" in page and f'href="/people/{anneke.uid}#history"' in page and f"/notes/{note.uid}" in page
    assert f"/notes/{note.uid}" not in client_of("ben").get(f"/history/{fact_id}").content.decode()
    assert ada.get(f"/notes/{note.uid}").status_code == 200
    assert ada.post(f"/notes/{note.uid}", {"text": " "}).status_code == 422
    assert ada.post(f"/notes/{note.uid}", {"text": "first"})["Location"] == f"/people/{anneke.uid}#history"
    assert Note.objects.get().text == "first"
    assert client_of("ben").post(f"/notes/{note.uid}", {"text": "mine"}).status_code == 403
    assert "this note" in ada.get(f"/notes/{note.uid}/deletion").content.decode()
    assert ada.post(f"/notes/{note.uid}/deletion").status_code == 302
    assert "This was deleted since." in ada.get(f"/history/{fact_id}").content.decode()
    assert ada.get(f"/notes/{note.uid}").status_code == 404


def test_a_call_is_changed_on_its_page(ada, anneke):
    ada.post(parts_of(anneke), {"kind": "call", "text": "spoke", "minutes": "3"})
    call = Activity.objects.get()
    assert 'value="3"' in ada.get(f"/activities/{call.uid}").content.decode()
    assert ada.post(f"/activities/{call.uid}", {"text": "spoke", "minutes": "30"}).status_code == 302
    changed = StoredFact.objects.latest("id")
    page = ada.get(f"/history/{changed.pk}").content.decode()
    assert re.search(r"Minutes</th><td>3</td><td>30</td>", page)
    assert ada.post(f"/activities/{call.uid}", {"text": "spoke", "minutes": "-1"}).status_code == 422
    assert "this call" in ada.get(f"/activities/{call.uid}/deletion").content.decode()
    ada.post(f"/activities/{call.uid}/deletion")
    assert not Activity.objects.exists()
