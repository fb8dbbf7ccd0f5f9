"""Settings of tracking: names and counts, for administrators."""

import pytest

from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.tracking.commands import track_events
from amity.customers.tracking.drafts import EventDraft, Whom

pytestmark = pytest.mark.django_db


def test_an_administrator_sees_which_names_were_told_how_often(world, client_of):
    client = client_of("administrator")
    page = client.get("/settings/tracking").content.decode()
    assert "Nothing was told yet" in page and "/api/v1/events" in page
    add_person(PersonDraft(full_name="Ana", emails=[EmailDraft("ana@example.org")]), by=world.ada)
    whom = Whom(email="ana@example.org")
    track_events([EventDraft("signed_up", whom), EventDraft("signed_up", whom), EventDraft("left", whom)], by=world.ada)
    rows = client.get("/settings/tracking").context["rows"]
    assert [(row.name, row.count) for row in rows] == [("left", (1, False)), ("signed_up", (2, False))]
    assert all(row.last for row in rows)
    listed = client.get("/people?filter=has+event+named+signed_up").content.decode()
    assert "Ana" in listed


def test_names_are_turned_page_by_page(world, client_of):
    add_person(PersonDraft(full_name="Ana", emails=[EmailDraft("ana@example.org")]), by=world.ada)
    whom = Whom(email="ana@example.org")
    track_events([EventDraft(f"name_{number:02}", whom) for number in range(60)], by=world.ada)
    client = client_of("administrator")
    first = client.get("/settings/tracking")
    assert (len(first.context["rows"]), first.context["further"]) == (50, "name_49")
    second = client.get("/settings/tracking?after=name_49")
    assert (len(second.context["rows"]), second.context["further"]) == (10, "")


@pytest.mark.parametrize("key", ["ada", "reader"])
def test_nobody_else_sees_them(client_of, key):
    assert client_of(key).get("/settings/tracking").status_code == 403
