"""Assistants: the tools a token gets, what they answer, and that a dry run leaves nothing."""

import json

import pytest
from django.apps import apps
from django.utils import timezone

from amity.config.mcp.house import House
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.api.examples import sample
from amity.kernel.api.limits import forget_calls
from amity.kernel.facts.models import StoredFact
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.tokens.commands import make_token, revoke_token

pytestmark = pytest.mark.django_db
# Written beside the call: when a token was last used, how many calls are left.
BESIDE = {"cache_entry", "api_token"}


@pytest.fixture(scope="module")
def house():
    return House()


@pytest.fixture
def token(world):
    """`token("ada")` is a token of hers, with the scopes given."""

    def of(key, *scopes, role=None):
        role = role or {"administrator": "administrator", "reader": "read_only"}.get(key, "member")
        return make_token(name=key, role=role, scopes=list(scopes), by=getattr(world, key)).secret

    return of


@pytest.fixture
def jo(world):
    person = add_person(PersonDraft(full_name="Jo Park", emails=[EmailDraft("jo@example.org")]), by=world.ada)
    return Person.objects.get(pk=person)


def rows():
    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed and model._meta.db_table not in BESIDE
    }


def test_every_operation_on_records_is_a_tool_with_a_schema_that_stands_alone(house, token):
    offers = {offer.name: offer for offer in house.offers(token("administrator"))}
    wanted = {
        "search", "list_records", "count_records", "get_record", "list_record_history", "create_person",
        "change_order", "upsert_companies", "write_record_note", "log_record_call", "trash_record", "restore_record",
        "undo_change", "add_import", "run_import", "get_import", "describe_filters", "get_worth",
    }  # fmt: skip
    assert wanted <= set(offers)
    for offer in offers.values():
        told = json.dumps(offer.schema)
        assert "#/components/" not in told
        assert all(f'"{name}"' in told for name in _named(told))
        assert ("dry_run" in offer.schema["properties"]) == offer.writes
    # What people alone do.
    assert not {"deactivate_account", "change_organisation", "revoke_token", "delete_for_good"} & set(offers)
    assert not any("webhook" in name or "shop" in name for name in offers)


def _named(text):
    return {part.partition('"')[0] for part in text.split("#/$defs/")[1:]}


def test_an_assistant_finds_reads_and_filters(house, token, jo):
    ada = token("ada")
    found = house.use(ada, "search", {"q": "jo pa"})
    assert "Jo Park" in json.dumps(found.data)
    one = house.use(ada, "get_record", {"kind": "person", "uid": str(jo.uid)})
    assert (one.data["name"], one.is_error) == ("Jo Park", False)
    listed = house.use(ada, "list_records", {"kind": "person", "filter": 'name contains "park"', "fields": "name"})
    assert [item["name"] for item in listed.data["items"]] == ["Jo Park"]
    wrong = house.use(ada, "list_records", {"kind": "person", "filter": "nme = x"})
    assert wrong.is_error and wrong.data["status"] == 422
    worth = house.use(ada, "get_worth", {"kind": "person", "id": str(jo.uid)})
    assert worth.data["orders"] == 0 and worth.data["net"]["amount"] == "0.00"
    fields = house.use(ada, "describe_filters", {"kind": "person"})
    assert "name" in {field["name"] for field in fields.data["fields"]}


def test_a_dry_run_is_the_default_tells_what_would_come_and_leaves_nothing(house, token, jo):
    ada = token("ada")
    one = house.use(ada, "get_record", {"kind": "person", "uid": str(jo.uid)})
    before = rows()
    calls = [
        ("create_person", {"values": {"full_name": "Mira Okafor"}}),
        ("change_person", {"uid": str(jo.uid), "if_match": one.data["etag"], "values": {"stage": "lead"}}),
        ("upsert_people", {"values": {"items": [{"full_name": "A"}, {"full_name": "B", "email": "nonsense"}]}}),
        ("trash_record", {"kind": "person", "uid": str(jo.uid), "if_match": one.data["etag"]}),
        ("write_record_note", {"kind": "person", "uid": str(jo.uid), "values": {"text": "Called"}}),
        ("tag_record", {"kind": "person", "uid": str(jo.uid), "tag": "VIP"}),
        (
            "change_all_records",
            {"kind": "person", "values": {"filter": 'name contains "park"', "action": "add-tag", "value": "VIP"}},
        ),
        ("add_import", {"name": "people.csv", "text": "name\nJo\n"}),
    ]
    told = {}
    for name, arguments in calls:
        result = house.use(ada, name, arguments)
        told[name] = result.data
        assert not result.is_error, (name, result.data)
    assert rows() == before
    assert told["create_person"]["would_answer"]["name"] == "Mira Okafor"
    assert told["change_all_records"]["would_meet"]["count"] == 1
    assert told["change_person"]["would_change"] == {"stage": {"before": "", "after": "lead"}}


def test_told_so_it_writes_with_facts_of_the_api(house, token, jo):
    ada = token("ada")
    made = house.use(ada, "create_person", {"values": {"full_name": "Mira Okafor"}, "dry_run": False})
    mira = Person.objects.get(uid=made.data["id"])
    fact = StoredFact.objects.latest("id")
    assert (mira.name, fact.kind, fact.origin) == ("Mira Okafor", "person.created", "api")
    stale = {"uid": str(jo.uid), "if_match": '"77.0"', "values": {"stage": "lead"}, "dry_run": False}
    assert house.use(ada, "change_person", stale).data["status"] == 412


def test_a_rule_that_refuses_says_field_cause_and_fix_in_a_dry_run_too(house, token):
    refused = house.use(token("ada"), "create_person", {"values": {"full_name": "Al", "emails": [{"address": "no"}]}})
    assert refused.is_error and refused.data["status"] == 422
    assert "email" in json.dumps(refused.data["errors"])


@pytest.mark.parametrize("is_dry", [True, False])
def test_no_more_than_the_person_may(house, token, world, jo, is_dry):
    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    cleo, uid, before = token("cleo"), str(jo.uid), rows()
    reading = [
        ("get_record", {"kind": "person", "uid": uid}),
        ("list_record_history", {"kind": "person", "uid": uid}),
        ("get_worth", {"kind": "person", "id": uid}),
    ]
    writing = [
        ("change_person", {"uid": uid, "if_match": '"1.0"', "values": {"stage": "lead"}}),
        ("trash_record", {"kind": "person", "uid": uid, "if_match": '"1.0"'}),
        ("write_record_note", {"kind": "person", "uid": uid, "values": {"text": "x"}}),
    ]
    for name, arguments in reading + [(name, {**given, "dry_run": is_dry}) for name, given in writing]:
        refused = house.use(cleo, name, arguments)
        assert refused.is_error and refused.data["status"] == 404, (name, refused.data)
        assert "Park" not in json.dumps(refused.data)
    assert house.use(cleo, "list_records", {"kind": "person"}).data["items"] == []
    assert "Park" not in json.dumps(house.use(cleo, "search", {"q": "jo park"}).data)
    assert rows() == before


def test_who_only_reads_gets_no_tool_that_writes(house, token, jo):
    reader = token("reader")
    assert not [offer.name for offer in house.offers(reader) if offer.writes]
    before = rows()
    for name in ("create_person", "write_record_note", "undo_change", "run_import"):
        assert house.use(reader, name, {"dry_run": False}).data["code"] == "tool.arguments"
    assert rows() == before


def test_a_narrow_token_gets_the_tools_of_its_scopes(house, token, jo):
    narrow = token("ada", "read:person")
    offers = {offer.name: offer for offer in house.offers(narrow)}
    assert offers["get_record"].schema["properties"]["kind"]["enum"] == ["person"]
    assert "search" not in offers and "create_person" not in offers
    assert house.use(narrow, "get_record", {"kind": "company", "uid": str(jo.uid)}).is_error
    assert not house.use(narrow, "get_record", {"kind": "person", "uid": str(jo.uid)}).is_error
    company = house.use(narrow, "describe_filters", {"kind": "company"})
    assert company.is_error


def test_a_revocation_holds_from_the_next_call_on(house, token, world, jo):
    made = make_token(name="x", role="member", by=world.ada)
    assert not house.use(made.secret, "get_me", {}).is_error
    revoke_token(made.uid, by=world.ada)
    assert house.use(made.secret, "get_me", {}).data["code"] == "token.revoked"
    assert house.use("amity_made_up", "get_me", {}).data["code"] == "token.unknown"


@pytest.mark.parametrize(
    "name, arguments",
    [
        ("no_such_tool", {}),
        ("get_record", {}),
        ("get_record", {"kind": "ghost", "uid": "x"}),
        ("get_record", {"kind": "person"}),
        ("get_record", {"kind": "person", "uid": "../../tokens"}),
        ("get_record", {"kind": "person", "uid": "x", "secret": 1}),
        ("create_person", {"values": []}),
        ("create_person", {}),
        ("get_worth", {"kind": "order", "id": "x"}),
        ("get_record", {"kind": ["person"], "uid": "x"}),
        ("get_record", {"kind": "person", "uid": "x/history"}),
        ("search", {"q": "\ud800"}),
        ("add_import", {"name": "a"}),
        ("add_import", {"name": "a.csv", "text": "\ud800", "dry_run": False}),
    ],
)
def test_a_call_that_cannot_be_made_says_why(house, token, name, arguments):
    refused = house.use(token("ada"), name, arguments)
    assert refused.is_error and refused.data["detail"]


def cells(house, uids):
    """Every tool with the id of a record of each kind it takes, as (tool, arguments)."""
    for tool in house._tools.values():
        for kind, way in tool.ways.items():
            named = kind or next((name for name in uids if name in tool.name.split("_")), "person")
            if named not in uids or tool.takes_file:
                continue
            given = {"kind": kind} if kind else {}
            for one in way.parameters:
                if one["in"] == "path":
                    given[one["name"]] = uids[named] if one["name"] in ("uid", "request_id") else "VIP"
            if way.body is not None:
                given["values"] = sample(way.body, house._document)
            if any(one["name"] == "If-Match" for one in way.parameters):
                given["if_match"] = '"1.0"'
            if tool.writes:
                given["dry_run"] = False
            yield tool, given, "{uid}" in way.path


@pytest.mark.parametrize("key", ["cleo", "reader", "narrow"])
def test_no_tool_reaches_what_its_person_may_not(house, token, world, key):
    """The matrix of tools: another's record under every id a tool takes."""
    for kind in (PERSON, COMPANY, ORDER):
        Visibility.objects.create(record_kind=kind, reach=Reach.OWN)
    company = add_company(CompanyDraft(name="Canary Ltd", owner_id=world.ada.account_id), by=world.ada)
    person = add_person(PersonDraft(full_name="Canary Jones", owner_id=world.ada.account_id), by=world.ada)
    order = open_order(
        OrderDraft(number="CANARY-1", ordered_at=timezone.now(), person_id=person, currency="EUR", net=500),
        by=world.ada,
    )
    uids = {
        "person": str(Person.objects.get(pk=person).uid),
        "company": str(Company.objects.get(pk=company).uid),
        "order": str(Order.objects.get(pk=order).uid),
    }
    secret = token("cleo", "read:product", "search") if key == "narrow" else token(key)
    before, asked = rows(), 0
    for tool, given, takes_record in cells(house, uids):
        if tool.writes and not takes_record:
            continue
        result = house.use(secret, tool.name, given)
        assert "canary" not in json.dumps(result.data).lower(), tool.name
        assert result.is_error or not takes_record, (tool.name, result.data)
        asked += 1
    assert asked > 60
    assert rows() == before


def test_a_tag_is_written_as_it_is_said(house, token, jo):
    tag = {"kind": "person", "uid": str(jo.uid), "tag": "Key account ü 100%", "dry_run": False}
    assert house.use(token("ada"), "tag_record", tag).data["tags"] == ["Key account ü 100%"]


def test_a_token_that_may_write_and_not_read_is_told_no_false_before(house, token, jo):
    etag = house.use(token("ada"), "get_record", {"kind": "person", "uid": str(jo.uid)}).data["etag"]
    change = {"uid": str(jo.uid), "if_match": etag, "values": {"stage": "lead"}}
    told = house.use(token("ada", "write:person"), "change_person", change)
    assert not told.is_error and "would_change" not in told.data


def test_a_token_with_reading_scopes_alone_gets_no_tool_that_writes(house, token):
    assert not [offer.name for offer in house.offers(token("ada", "read:person", "search")) if offer.writes]
    assert "change_note" in {offer.name for offer in house.offers(token("ada", "write:person"))}


def test_dry_runs_count_against_the_limit_of_calls(house, token, settings):
    settings.API_CALLS_PER_MINUTE = 20
    forget_calls()
    ada = token("ada")
    try:
        codes = [house.use(ada, "create_person", {"values": {"full_name": "A"}}).data.get("code") for _ in range(45)]
    finally:
        forget_calls()
    assert "rate.exceeded" in codes
