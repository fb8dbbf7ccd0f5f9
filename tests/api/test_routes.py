"""The routes of a kind, asked as a program would."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.kernel.facts.models import StoredFact
from amity.records.kinds.numbers import PERSON
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.tokens.commands import make_token


def test_what_is_given_comes_back_and_tells_a_fact_of_the_api(world, api_of):
    given = {
        "given_name": "Ana",
        "family_name": "Žižek",
        "emails": [{"address": "ana@example.org", "label": "work"}, {"address": "a@home.example"}],
        "phones": [{"number": "+43 660 1234567"}],
        "addresses": [{"street": "Ring 1", "city": "Wien", "country": "AT"}],
        "stage": "lead",
        "tags": ["vip"],
        "external_ids": [{"source": "shop", "value": "77"}],
        "owner": str(world.accounts["ben"].uid),
    }
    made = api_of("ada")("POST", "/people", given)
    assert made.status_code == 201
    person = made.json()
    assert made["Location"] == f"/api/v1/people/{person['id']}"
    assert person["name"] == "Ana Žižek" and person["email"] == "ana@example.org" and person["city"] == "Wien"
    assert person["emails"][1] == {"address": "a@home.example", "label": ""}
    assert person["owner"] == {"id": str(world.accounts["ben"].uid), "name": "Ben Okri"}
    assert person["external_ids"] == [{"source": "shop", "value": "77"}]
    assert api_of("ada")("GET", f"/people/{person['id']}").json() == person
    fact = StoredFact.objects.get(kind="person.created")
    assert (fact.origin, fact.actor_id) == ("api", world.ada.account_id)
    assert made["X-Request-Id"] == fact.request_id


def test_a_change_needs_the_version_that_was_read(world, api_of):
    ada = api_of("ada")
    made = ada("POST", "/people", {"full_name": "Ana"})
    path, first = f"/people/{made.json()['id']}", made["ETag"]
    assert ada("PATCH", path, {"stage": "lead"}).status_code == 428
    changed = ada("PATCH", path, {"stage": "lead"}, If_Match=first)
    assert (changed.status_code, changed.json()["version"], changed.json()["full_name"]) == (200, 2, "Ana")
    stale = ada("PATCH", path, {"about": "later"}, If_Match=first)
    assert (stale.status_code, stale.json()["code"]) == (412, "record.stale")
    assert ada("DELETE", path, If_Match=first).status_code == 412
    assert ada("DELETE", path).status_code == 428
    assert ada("PATCH", path, {"stage": None}, If_Match=changed["ETag"]).json()["stage"] == ""


def test_what_has_not_changed_is_not_sent_again(world, api_of):
    ada = api_of("ada")
    made = ada("POST", "/people", {"full_name": "Ana"})
    again = ada("GET", f"/people/{made.json()['id']}", If_None_Match=made["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    listed = ada("GET", "/people")
    assert ada("GET", "/people", If_None_Match=listed["ETag"]).status_code == 304
    ada("POST", "/people", {"full_name": "Ben"})
    assert ada("GET", "/people", If_None_Match=listed["ETag"]).status_code == 200


def test_trash_and_restoration(world, api_of):
    ada = api_of("ada")
    made = ada("POST", "/people", {"full_name": "Ana"})
    path = f"/people/{made.json()['id']}"
    assert ada("DELETE", path, If_Match=made["ETag"]).status_code == 204
    assert ada("GET", path).status_code == 404
    assert ada("POST", f"{path}/restoration").json()["full_name"] == "Ana"
    assert ada("POST", f"{path}/restoration").status_code == 404
    assert ada("GET", path).status_code == 200


def test_a_refusal_names_field_cause_and_fix_and_writes_nothing(world, api_of):
    wrong = {"full_name": "Ana", "emails": [{"address": "ana at example"}], "owner": None}
    told = api_of("ada")("POST", "/people", wrong)
    assert told["Content-Type"] == "application/problem+json"
    body = told.json()
    assert (told.status_code, body["code"], body["field"]) == (422, "email.invalid", "emails")
    assert body["errors"][0]["fix"] == "Write it like name@example.com."
    several = api_of("ada")("POST", "/people", {"emails": [{"adress": "x"}], "stage": "king"}).json()
    assert {error["field"] for error in several["errors"]} == {"emails[0].address", "emails[0].adress", "stage"}
    unknown = api_of("ada")("POST", "/people", {"full_name": "Ana", "owner": "01931f7e-0000-7000-8000-000000000000"})
    assert (unknown.status_code, unknown.json()["field"]) == (422, "owner")
    assert not StoredFact.objects.exists()


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"full_name": "a\\u0000b"}', b'{"full_name": "\\ud800"}', b'"NaN"', b"NaN"]
)
def test_what_is_no_json_we_can_keep_is_refused(world, client_of, body):
    told = client_of("ada").generic("POST", "/api/v1/people", body, content_type="application/json")
    assert told.status_code in (400, 422)
    assert not StoredFact.objects.exists()


def test_readers_may_not_write_whatever_they_send(world, api_of):
    person_id = add_person(PersonDraft(full_name="Ana"), by=world.ada)
    assert person_id
    reader = api_of("reader")
    uid = reader("GET", "/people").json()["items"][0]["id"]
    facts = StoredFact.objects.count()
    for method, path, body in (
        ("POST", "/people", {"nonsense": 1}),
        ("PUT", "/people/batch", {"items": [{"full_name": "x"}]}),
        ("PATCH", f"/people/{uid}", {"full_name": "x"}),
        ("DELETE", f"/people/{uid}", None),
        ("POST", f"/people/{uid}/restoration", None),
    ):
        assert reader(method, path, body).status_code == 403
    assert StoredFact.objects.count() == facts


def test_a_stranger_to_a_record_cannot_tell_it_from_none(world, api_of):
    Visibility.objects.create(record_kind=PERSON, reach=Reach.TEAM)
    person = add_person(PersonDraft(full_name="Ana", owner_id=world.ada.account_id), by=world.ada)
    uid = api_of("ada")("GET", "/people").json()["items"][0]["id"]
    cleo = api_of("cleo")
    assert cleo("GET", "/people").json()["items"] == []
    for method in ("GET", "PATCH", "DELETE"):
        seen = cleo(method, f"/people/{uid}", {} if method == "PATCH" else None, If_Match='"1.x"')
        none = cleo(method, f"/people/{world.teams['sales'].uid}", {} if method == "PATCH" else None, If_Match='"1.x"')
        assert seen.status_code == none.status_code == 404
        assert {**seen.json(), "request_id": ""} == {**none.json(), "request_id": ""}
    row = {"id": uid, "full_name": "Mine"}
    assert cleo("PUT", "/people/batch", {"items": [row]}).json()["rows"][0]["problem"]["code"] == "record.missing"
    assert person


def test_a_narrow_token_reads_what_it_may_and_nothing_else(world, client):
    made = make_token(name="test", role="member", scopes=["read:person"], by=world.ada)
    headers = {"Authorization": f"Bearer {made.secret}"}
    assert client.get("/api/v1/people", headers=headers).status_code == 200
    told = client.post("/api/v1/people", {"nonsense": 1}, content_type="application/json", headers=headers)
    assert (told.status_code, told.json()["code"]) == (403, "token.scope")
    assert "write:person" in told.json()["detail"]


def test_a_list_gives_the_fields_asked_for_filtered_and_sorted(world, api_of):
    for name, stage in (("Cara", "lead"), ("Ana", "customer"), ("Ben", "lead")):
        add_person(PersonDraft(full_name=name, stage=stage), by=world.ada)
    ada = api_of("ada")
    found = ada("GET", "/people?filter=stage = lead&sort=name&fields=name,stage").json()
    assert [(item["name"], item["stage"]) for item in found["items"]] == [("Ben", "lead"), ("Cara", "lead")]
    assert found["items"][0].keys() == {"id", "kind", "version", "name", "stage", "created_at", "updated_at"}
    as_json = json.dumps({"field": "stage", "operator": "=", "values": ["customer"]})
    assert [item["name"] for item in ada("GET", f"/people?filter={as_json}").json()["items"]] == ["Ana"]
    wrong = ada("GET", "/people?filter=stagee = lead").json()
    assert (wrong["status"], wrong["errors"][0]["field"]) == (422, "filter[0:6]")
    refused = {"sort=emails": "sort", "fields=nme": "fields", "expand=owner": "expand", "limit=201": "limit",
               "filtr=x": "filtr", "cursor=x": "cursor", "filter={": "filter"}  # fmt: skip
    for query, field in refused.items():
        told = ada("GET", f"/people?{query}")
        assert (told.status_code, told.json()["field"]) == (422, field), query


def test_a_cursor_is_good_for_its_own_list_only(world, api_of):
    for number in range(3):
        add_person(PersonDraft(full_name=f"P{number}"), by=world.ada)
    ada = api_of("ada")
    page = ada("GET", "/people?limit=2")
    cursor = page.json()["next"]
    assert f"cursor={cursor}".replace(":", "%3A") in page["Link"]
    assert len(ada("GET", f"/people?limit=2&cursor={cursor}").json()["items"]) == 1
    assert ada("GET", f"/people?limit=2&sort=name&cursor={cursor}").status_code == 422
    assert ada("GET", f"/people?limit=2&cursor={cursor[:-1]}").status_code == 422


def test_people_and_their_companies_take_as_many_queries_for_many_as_for_few(world, api_of):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            assert ada("GET", "/people?expand=company").status_code == 200
        return len(queries)

    ada = api_of("ada")
    ada("GET", "/people")
    counts = []
    for number in range(6):
        company = add_company(CompanyDraft(name=f"C{number}"), by=world.ada)
        draft = PersonDraft(full_name=f"P{number}", emails=[EmailDraft(f"p{number}@example.org")],
                            companies=[EmploymentDraft(company)], owner_id=world.ada.account_id)  # fmt: skip
        add_person(draft, by=world.ada)
        counts.append(counted())
    assert counts[0] == counts[-1]


def test_the_company_of_a_person_is_given_in_full_when_asked(world, api_of):
    company = add_company(CompanyDraft(name="Acme", industry="Tools"), by=world.ada)
    add_person(PersonDraft(full_name="Ana", companies=[EmploymentDraft(company, "CEO")]), by=world.ada)
    short = api_of("ada")("GET", "/people").json()["items"][0]
    assert short["company"]["name"] == "Acme" and short["company"].keys() == {"id", "kind", "name"}
    assert short["companies"][0]["role"] == short["role"] == "CEO"
