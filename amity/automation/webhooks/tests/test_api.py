"""Webhooks over the API: for administrators with the scope, the same commands as the pages."""

import pytest
from django.test import Client

from amity.automation.webhooks import queries
from amity.automation.webhooks.models import Endpoint
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.kernel.outbox.models import OutboxLane
from amity.workspace.tokens.commands import make_token

AT = "/api/v1/webhooks"
GOOD = {"url": "https://erp.example.org/amity", "kinds": ["person.created", "tracked.*"], "description": "ERP"}


@pytest.fixture
def program(world):
    """`program("ada")` calls with a token of hers; `send(method, path, body)`."""

    def of(key, **given):
        role = "administrator" if key == "administrator" else "read_only" if key == "reader" else "member"
        made = make_token(**{"name": "t", "role": role, **given}, by=getattr(world, key))
        client = Client(headers={"authorization": f"Bearer {made.secret}"})

        def send(method, path="", body=None):
            return client.generic(method, AT + path, data=_json(body), content_type="application/json")

        return send

    return of


def _json(body):
    import json

    return "" if body is None else json.dumps(body)


def test_a_webhook_is_added_changed_paused_told_and_removed(world, program, add_house):
    send = program("administrator", scopes=["webhooks"])
    made = send("POST", "", GOOD)
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["state"], said["waiting"], said["owner"]["name"]) == ("well", 0, "Ruth Admin")
    here = f"/{said['id']}"
    (secret,) = send("GET", f"{here}/secret").json()["secrets"]
    assert secret.startswith("whsec_")
    assert send("POST", f"{here}/secret", {"overlap": True}).json()["secrets"][1] == secret
    changed = send("PUT", here, {**GOOD, "about_kind": "person", "filter": "stage = customer"}).json()
    assert changed["filter"] == "stage = customer"
    assert send("POST", f"{here}/pause").json()["state"] == "paused"
    assert send("POST", f"{here}/pause").status_code == 409
    assert send("DELETE", f"{here}/pause").json()["state"] == "well"
    assert len(send("GET").json()["items"]) == 1
    assert send("DELETE", here).status_code == 204 and send("GET", here).status_code == 404
    assert not OutboxLane.objects.exists()


def test_events_are_listed_and_sent_again(world, program, add_house):
    house, send = add_house(), program("administrator")
    for name in ("A", "B", "C"):
        add_person(PersonDraft(full_name=name), by=world.ada)
    house.deliver()
    here, found, cursor = f"/{house.uid}/events", [], ""
    while cursor is not None:
        page = send("GET", f"{here}?limit=2&cursor={cursor}").json()
        found, cursor = found + page["items"], page["next"]
    assert len({event["id"] for event in found}) == 3 and found[0]["last"]["status"] == 200
    assert send("POST", f"{here}/{found[0]['id']}/replay").json() == {"events": 1}
    house.deliver()
    assert house.receiver.events[-1]["id"] == found[0]["id"]
    times = {"since": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"}
    assert send("POST", f"/{house.uid}/replays", times).json() == {"events": 3}
    test = send("POST", f"/{house.uid}/tests").json()["id"]
    house.deliver()
    assert send("GET", f"{here}/{test}").json()["state"] == "sent"
    assert send("GET", f"{here}?cursor=made-up").status_code == 422


def test_what_is_sent_is_what_the_api_gives(world, program, add_house):
    house = add_house()
    add_person(PersonDraft(full_name="Zoë", owner_id=world.ada.account_id), by=world.ada)
    house.deliver()
    record = house.receiver.events[0]["record"]
    token = make_token(name="t", role="administrator", by=world.administrator)
    given = Client().get(f"/api/v1/people/{record['id']}", headers={"authorization": f"Bearer {token.secret}"}).json()
    assert record == {**given, "is_in_trash": False}


@pytest.mark.parametrize("key", ["ada", "reader"])
def test_only_administrators_and_nothing_is_written(world, program, add_house, key):
    house, send = add_house(), program(key)
    for method, path, body in (
        ("GET", "", None), ("POST", "", GOOD), ("GET", f"/{house.uid}", None), ("PUT", f"/{house.uid}", GOOD),
        ("DELETE", f"/{house.uid}", None), ("GET", f"/{house.uid}/secret", None),
        ("POST", f"/{house.uid}/secret", {}), ("POST", f"/{house.uid}/pause", None),
        ("GET", f"/{house.uid}/events", None), ("POST", f"/{house.uid}/tests", None),
    ):  # fmt: skip
        assert send(method, path, body).status_code == 403, (method, path)
    assert Endpoint.objects.count() == 1 and queries.get_endpoint(house.uid, seen_by=house.by).state == "well"


def test_a_token_without_the_scope_is_told_its_name(program):
    answer = program("administrator", scopes=["read:person"])("GET")
    assert answer.status_code == 403 and "webhooks" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "http://0x7f000001/"}, "url"),
        ({"kinds": ["webhook.added"]}, "kinds"),
        ({"filter": "nonsense = 1", "about_kind": "person"}, "filter"),
    ],
)
def test_what_is_wrong_names_its_field(program, changes, field):
    answer = program("administrator")("POST", "", {**GOOD, **changes})
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == field
    assert not Endpoint.objects.exists()
