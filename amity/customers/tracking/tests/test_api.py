"""POST /api/v1/events: an answer a row, told once, with the token's rights."""

import json
import uuid

import pytest
from django.test import Client

from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.models import StoredFact
from amity.workspace.tokens.commands import make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(world):
    draft = PersonDraft(
        full_name="Ana", emails=[EmailDraft("ana@example.org")], external_ids=[("app", "u-17")],
        owner_id=world.ada.account_id,
    )  # fmt: skip
    return Person.objects.get(pk=add_person(draft, by=world.ada))


def token_of(actor, *scopes):
    return make_token(name="App", role=str(actor.role), scopes=scopes, by=actor).secret


def post(secret, items, **headers):
    body = items if isinstance(items, bytes) else json.dumps({"items": items}).encode()
    named = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {}
    return Client().post("/api/v1/events", body, content_type="application/json", **named, **headers)


def told():
    return list(StoredFact.objects.filter(kind__startswith="tracked.").order_by("id"))


def test_every_event_has_an_answer_in_its_place(world, ana):
    answer = post(
        token_of(world.ada, "tracking"),
        [
            {"name": "signed_up", "id": "1", "person": {"email": "ana@example.org"}, "properties": {"plan": "pro"}},
            {"name": "Signed up", "person": {"email": "ana@example.org"}},
            {"name": "seen", "person": {"id": str(ana.uid)}, "occurred_at": "2026-03-01T10:00:00+01:00"},
            {"name": "seen", "person": {"external_id": {"source": "app", "value": "u-17"}}, "more": 1},
            {"name": "seen", "person": {"id": str(uuid.uuid4())}},
            "no event",
            {"name": "signed_up", "id": "1", "person": {"email": "ana@example.org"}},
        ],
    )
    assert answer.status_code == 200
    said = answer.json()
    assert [row["status"] for row in said["rows"]] == [
        "created", "refused", "created", "refused", "refused", "refused", "known",
    ]  # fmt: skip
    assert (said["created"], said["known"], said["refused"]) == (2, 1, 4)
    assert said["rows"][1]["problem"]["code"] == "tracking.name"
    assert said["rows"][1]["problem"]["errors"][0]["field"] == "name"
    assert "more" in said["rows"][3]["problem"]["errors"][0]["field"]
    assert said["rows"][4]["problem"]["code"] == "tracking.unknown_person"
    assert [(fact.kind, fact.origin) for fact in told()] == [("tracked.signed_up", "api"), ("tracked.seen", "api")]
    assert told()[1].occurred_at.isoformat() == "2026-03-01T09:00:00+00:00"


def test_a_call_that_is_repeated_tells_nothing_twice(world, ana):
    secret = token_of(world.ada)
    items = [{"name": "seen", "id": str(number), "person": {"id": str(ana.uid)}} for number in range(700)]
    assert post(secret, items).json()["created"] == 700
    again = post(secret, items).json()
    assert (again["created"], again["known"]) == (0, 700)
    assert len(told()) == 700


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 422),
        (b'{"items": []}', 422),
        (b'{"items": [1], "more": 2}', 422),
        (b"{", 400),
        (json.dumps({"items": [{}] * 1001}).encode(), 422),
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(world, ana, body, status):
    assert post(token_of(world.ada), body).status_code == status
    assert told() == []


def test_only_who_may_write_and_has_the_scope_may_tell(world, ana):
    items = [{"name": "seen", "person": {"id": str(ana.uid)}}]
    assert post("", items).status_code == 401
    assert post("amity_nonsense", items).status_code == 401
    assert post(token_of(world.ada, "read:person"), items).status_code == 403
    assert post(token_of(world.reader), items).status_code == 403
    assert told() == []


def test_the_document_tells_of_it(world):
    said = Client().get("/api/v1/openapi.json", HTTP_AUTHORIZATION=f"Bearer {token_of(world.ada)}").json()
    route = said["paths"]["/api/v1/events"]["post"]
    assert (route["operationId"], route["x-scope"]) == ("track_events", "tracking")
    assert {"EventIn", "WhomIn", "EventsAnswer"} <= said["components"]["schemas"].keys()
