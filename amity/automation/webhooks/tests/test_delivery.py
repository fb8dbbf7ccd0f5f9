"""What happens reaches the endpoint: signed, in order, for as long as it takes, and no more than allowed."""

import hmac
import json
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.utils import timezone

from amity.automation.webhooks import commands, queries
from amity.automation.webhooks.models import Attempt, Endpoint
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.tracking.commands import track_events
from amity.customers.tracking.drafts import EventDraft, Whom
from amity.kernel.commands import Actor, Origin, unit_of_work
from amity.kernel.facts.models import ParkedFact
from amity.kernel.facts.refs import Ref
from amity.kernel.filters import Field, Type
from amity.kernel.outbox.models import OutgoingEffect, State
from amity.records.kinds import filtering
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import PERSON
from amity.records.notes.commands import write_note
from amity.records.trash.commands import trash_records
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.accounts.models import Account


def test_what_happened_arrives_with_the_record_as_its_owner_sees_it(world, add_house):
    house = add_house()
    person = add_person(
        PersonDraft(
            full_name="Zoë Ünal", stage="lead", owner_id=world.ada.account_id, emails=[EmailDraft("zoe@example.org")]
        ),
        by=world.ada,
    )
    assert house.deliver() == 1
    (event,) = house.receiver.events
    row = OutgoingEffect.objects.get(lane=house.endpoint.lane)
    assert (event["id"], event["type"], event["origin"]) == (str(row.uid), "person.created", "person")
    assert event["actor"] == {"id": str(world.accounts["ada"].uid), "name": "Ada Lovelace"}
    record = event["record"]
    assert (record["kind"], record["name"], record["email"], record["stage"]) == (
        "person", "Zoë Ünal", "zoe@example.org", "lead",
    )  # fmt: skip
    assert record["owner"]["name"] == "Ada Lovelace" and record["created_at"].endswith("Z")
    assert event["data"] == {"person": {"id": record["id"], "kind": "person", "name": "Zoë Ünal"}, "title": "Zoë Ünal"}
    assert event["about"] == [event["data"]["person"]]
    # No key of the database goes out.
    assert f'"person_id":{person}' not in house.receiver.heard[0][1].decode()


def test_a_change_names_colleagues_and_records_instead_of_keys(world, add_house):
    house = add_house(kinds=("record.changed",))
    person = add_person(PersonDraft(full_name="Zoë", stage="lead", owner_id=world.ada.account_id), by=world.ada)
    change_person(RecordChange(person, {"owner_id": world.ben.account_id, "stage": "customer"}), by=world.ada)
    house.deliver()
    data = house.receiver.events[0]["data"]
    assert data["record_kind"] == "person" and data["record"]["name"] == "Zoë"
    before, after = data["changes"]["owner"]
    assert (before["name"], after["name"]) == ("Ada Lovelace", "Ben Okri")
    assert data["changes"]["stage"] == ["lead", "customer"]


def test_the_signature_is_over_time_and_octets(world, add_house):
    house = add_house()
    add_person(PersonDraft(full_name="Zoë"), by=world.ada)
    house.deliver()
    headers, body = house.receiver.heard[0]
    (secret,) = queries.endpoint_secrets(house.uid, seen_by=world.administrator)
    stamp = headers["Amity-Webhook-Timestamp"]
    wanted = hmac.new(secret.encode(), stamp.encode() + b"." + body, sha256).hexdigest()
    assert headers["Amity-Webhook-Signature"] == f"v1={wanted}"
    assert headers["Amity-Webhook-Id"] == json.loads(body)["id"] and headers["Content-Type"] == "application/json"
    assert abs(int(stamp) - timezone.now().timestamp()) < 60


def test_two_secrets_sign_while_one_is_replaced_and_only_sealed_ones_are_stored(world, add_house):
    house = add_house()
    (old,) = queries.endpoint_secrets(house.uid, seen_by=world.administrator)
    commands.renew_secret(house.uid, overlap=True, by=world.administrator)
    new, still = queries.endpoint_secrets(house.uid, seen_by=world.administrator)
    assert still == old != new
    add_person(PersonDraft(full_name="Zoë"), by=world.ada)
    house.deliver()
    assert house.receiver.heard[0][0]["Amity-Webhook-Signature"].count("v1=") == 2
    stored = Endpoint.objects.values_list("secret", "old_secret")[0]
    assert not any(secret in text for secret in (old, new) for text in stored)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert queries.endpoint_secrets(house.uid, seen_by=world.administrator) == [new]
        commands.forget_old_attempts(by=Actor.system())
    assert house.endpoint.old_secret == ""
    commands.renew_secret(house.uid, overlap=False, by=world.administrator)
    assert len(queries.endpoint_secrets(house.uid, seen_by=world.administrator)) == 1


def test_events_wait_in_order_behind_a_failed_one_and_keep_their_id(world, add_house):
    house = add_house()
    house.receiver.status = 500
    for name in ("A", "B", "C"):
        add_person(PersonDraft(full_name=name), by=world.ada)
    assert house.deliver() == 0
    assert len(house.receiver.heard) == 1
    assert house.row.state == "retrying" and house.row.lane.waiting == 3
    now = timezone.now()
    for _ in range(3):
        now += timedelta(hours=1)
        with time_machine.travel(now):
            house.deliver()
    assert house.row.state == "failing" and "500" in house.row.lane.error
    assert [event["data"]["title"] for event in house.receiver.events] == ["A"] * 4
    assert len({headers["Amity-Webhook-Id"] for headers, _ in house.receiver.heard}) == 1
    house.receiver.status = 204
    with time_machine.travel(now + timedelta(hours=1)):
        assert house.deliver() == 3
    assert [event["data"]["title"] for event in house.receiver.events[3:]] == ["A", "A", "B", "C"]
    assert house.row.state == "well" and house.row.lane.waiting == 0
    statuses = list(Attempt.objects.order_by("id").values_list("status", flat=True))
    assert statuses == [500] * 4 + [204] * 3


def test_the_log_keeps_status_answer_and_time_and_the_pause_it_asked_for(world, add_house):
    house = add_house()
    house.receiver.status, house.receiver.body = 503, b"busy\0" + b"x" * 5000
    house.receiver.headers = {"Retry-After": "600"}
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.answer[:4], len(attempt.answer)) == (503, "busy", 500)
    assert house.row.lane.next_try > timezone.now() + timedelta(minutes=9)
    (delivery,) = house.deliveries()
    assert (delivery.state, delivery.attempts, delivery.last.status) == ("retrying", 1, 503)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 410, 429, 500])
def test_whatever_is_no_success_is_tried_again_and_switches_nothing_off(world, add_house, status):
    house = add_house()
    house.receiver.status, house.receiver.headers = status, {"Location": house.receiver.url}
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    assert len(house.receiver.heard) == 1 and house.row.lane.waiting == 1 and not house.endpoint.is_paused


def test_nobody_there_is_told_in_words_and_tried_again(world, add_house):
    house = add_house(url="http://127.0.0.1:1/")
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    assert Attempt.objects.get().status is None and "127.0.0.1" in Attempt.objects.get().error
    assert house.row.lane.waiting == 1


def test_a_name_that_leads_inside_is_refused_at_the_connection(world, add_house, settings):
    house = add_house(url="http://localhost:1/")
    settings.PRIVATE_HOSTS = ()
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    assert "private network" in Attempt.objects.get().error and house.row.lane.waiting == 1


def test_only_chosen_kinds_after_the_endpoint_was_added(world, add_house):
    add_person(PersonDraft(full_name="Before"), by=world.ada)
    house = add_house(kinds=("note.written",))
    person = add_person(PersonDraft(full_name="After"), by=world.ada)
    write_note(Ref(PERSON, person), text="hello", by=world.ada)
    house.deliver()
    (event,) = house.receiver.events
    assert (event["type"], event["data"], event["record"]["name"]) == ("note.written", {"text": "hello"}, "After")


@pytest.mark.parametrize("includes_history", [False, True])
def test_imported_demo_and_late_history_is_told_only_where_it_was_asked_for(world, add_house, includes_history):
    house = add_house(includes_history=includes_history)
    for origin in (Origin.IMPORT, Origin.DEMO):
        add_person(PersonDraft(full_name=str(origin)), by=world.ada.through(origin))
    late = timezone.now() - timedelta(days=2)
    add_person(PersonDraft(full_name="late", occurred_at=late), by=world.ada)
    house.deliver()
    assert len(house.receiver.heard) == (3 if includes_history else 0)


def test_a_filter_leaves_out_what_does_not_fit(world, add_house):
    house = add_house(about_kind="person", filter_text="stage = customer", kinds=("record.changed", "person.created"))
    one = add_person(PersonDraft(full_name="One"), by=world.ada)
    two = add_person(PersonDraft(full_name="Two", stage="customer"), by=world.ada)
    house.read()
    change_person(RecordChange(one, {"about": "x"}), by=world.ada)
    change_person(RecordChange(two, {"about": "x"}), by=world.ada)
    house.deliver()
    assert [event["record"]["name"] for event in house.receiver.events] == ["Two", "Two"]


def test_a_filter_whose_field_is_gone_loses_nothing(world, add_house, monkeypatch):
    monkeypatch.setitem(filtering._fields, "person", list(filtering._fields["person"]))
    extra = Field(name="shoe_size", label="Shoe size", type=Type.TEXT, path="about", key="search_text")
    filtering._fields["person"].append(extra)
    house = add_house(about_kind="person", filter_text='shoe_size != "44"')
    filtering._fields["person"].remove(extra)
    add_person(PersonDraft(full_name="A"), by=world.ada)
    add_person(PersonDraft(full_name="B", stage="customer"), by=world.ada)
    assert house.deliver() == 0
    assert house.row.lane.waiting == 2 and "filter" in house.row.lane.error and not ParkedFact.objects.exists()
    draft = queries_draft(house, filter_text="stage = customer")
    commands.change_endpoint(house.uid, draft, by=world.administrator)
    house.deliver()
    assert [event["data"]["title"] for event in house.receiver.events] == ["B"]
    assert [delivery.state for delivery in house.deliveries()] == ["sent", "left_out"]


def test_what_the_owner_may_not_see_does_not_go_out(world, add_house):
    Visibility.objects.update_or_create(record_kind=1, defaults={"reach": Reach.OWN})
    house = add_house()
    add_person(PersonDraft(full_name="Seen by administrators"), by=world.ada)
    house.read()
    Account.objects.filter(pk=world.administrator.account_id).update(role="member")
    add_person(PersonDraft(full_name="Never placed"), by=world.ada)
    house.deliver()
    assert house.receiver.heard == []
    (delivery,) = house.deliveries()
    assert delivery.state == "left_out"


def test_what_is_trashed_is_told_by_its_name_alone(world, add_house):
    house = add_house(kinds=("record.trashed",))
    person = add_person(PersonDraft(full_name="Gone", emails=[EmailDraft("gone@example.org")]), by=world.ada)
    trash_records([Ref(PERSON, person)], by=world.ada)
    house.deliver()
    (event,) = house.receiver.events
    assert event["record"]["is_in_trash"] and "email" not in event["record"] and event["record"]["name"] == "Gone"


def test_the_outbox_holds_nothing_of_the_record(world, add_house):
    house = add_house()
    add_person(PersonDraft(full_name="Zoë Private"), by=world.ada)
    house.read()
    assert "Zoë" not in str(OutgoingEffect.objects.get().payload)


def test_a_deactivated_owner_stops_it_until_somebody_takes_over(world, add_house):
    house = add_house()
    Account.objects.filter(pk=world.administrator.account_id).update(is_active=False)
    add_person(PersonDraft(full_name="A"), by=world.ada)
    assert house.deliver() == 0 and "deactivated" in house.row.lane.error
    Account.objects.filter(pk=world.ben.account_id).update(role="administrator")
    ben = Account.objects.get(pk=world.ben.account_id).actor()
    commands.take_over_endpoint(house.uid, by=ben)
    assert house.deliver() == 1


def test_a_paused_endpoint_keeps_what_happens_and_goes_on_with_it(world, add_house):
    house = add_house()
    commands.pause_endpoint(house.uid, by=world.administrator)
    add_person(PersonDraft(full_name="A"), by=world.ada)
    assert house.deliver() == 0 and house.row.state == "paused" and house.row.lane.waiting == 1
    commands.resume_endpoint(house.uid, by=world.administrator)
    assert house.deliver() == 1


def test_a_test_goes_past_what_waits_and_is_tried_once(world, add_house):
    house = add_house()
    house.receiver.status = 500
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    event = commands.send_test(house.uid, by=world.administrator)
    house.deliver()
    assert house.receiver.events[-1]["type"] == "ping"
    delivery, attempts = queries.get_delivery(house.uid, event, seen_by=world.administrator)
    assert delivery.state == "failed" and [attempt.status for attempt in attempts] == [500]
    assert house.row.lane.failures == 1


def test_one_and_a_range_are_told_again_under_their_ids_in_order(world, add_house):
    house = add_house()
    for name in ("A", "B", "C"):
        add_person(PersonDraft(full_name=name), by=world.ada)
    house.deliver()
    first = house.receiver.events[0]
    assert commands.replay_events(house.uid, [first["id"]], by=world.administrator) == 1
    house.deliver()
    assert house.receiver.events[3] == first
    now = timezone.now()
    count = commands.replay_range(house.uid, now - timedelta(hours=1), now + timedelta(hours=1), by=world.administrator)
    house.deliver()
    assert count == 3
    assert [event["id"] for event in house.receiver.events[4:]] == [event["id"] for event in house.receiver.events[:3]]


def test_a_fact_read_twice_is_placed_once(world, add_house):
    house = add_house()
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.read()
    from amity.automation.webhooks.reactions import place_for_endpoints
    from amity.kernel.facts.models import StoredFact
    from amity.kernel.facts.readers.batches import _COLUMNS, _read

    with unit_of_work():
        place_for_endpoints([_read(row) for row in StoredFact.objects.values_list(*_COLUMNS)])
    assert house.deliver() == 1


def test_old_tries_and_what_went_out_are_forgotten_after_thirty_days(world, add_house):
    house = add_house()
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert commands.forget_old_attempts(by=Actor.system()) == 1


def test_a_removed_endpoint_leaves_nothing_behind(world, add_house):
    house = add_house()
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.read()
    commands.remove_endpoint(house.uid, by=world.administrator)
    assert not OutgoingEffect.objects.filter(state=State.WAITING).exists() and not Endpoint.objects.exists()
    assert house.deliver() == 0


def test_without_endpoints_facts_are_passed_over_unread(world, django_assert_num_queries):
    from amity.automation.webhooks.reactions import wanted_kinds

    add_person(PersonDraft(full_name="A"), by=world.ada)
    assert wanted_kinds() == frozenset()


def queries_draft(house, **changes):
    from dataclasses import replace

    from amity.automation.webhooks.drafts import EndpointDraft

    row = house.endpoint
    draft = EndpointDraft(row.url, tuple(row.kinds), row.description, row.about_kind, row.filter_text)
    return replace(draft, **changes)


def test_all_of_a_family_of_kinds_are_told_by_its_one_name(world, add_house):
    house = add_house(kinds=("tracked.*",))
    add_person(PersonDraft(full_name="A", emails=[EmailDraft("a@example.org")]), by=world.ada)
    theirs = {"minutes": 3, "order_id": 1, "person_id": 1}
    draft = EventDraft("demo_watched", Whom(email="a@example.org"), properties=theirs)
    track_events([draft], by=world.administrator)
    house.deliver()
    (event,) = house.receiver.events
    assert (event["type"], event["data"]["properties"]) == ("tracked.demo_watched", theirs)
