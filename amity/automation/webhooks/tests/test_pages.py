"""Webhooks in the settings: for administrators, with every refusal beside its field."""

import pytest
from django.urls import reverse
from django.utils import timezone

from amity.automation.webhooks import commands, queries
from amity.automation.webhooks.drafts import EndpointDraft
from amity.automation.webhooks.models import Endpoint
from amity.config.health import findings
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.outbox.models import OutboxLane, OutgoingEffect

NOWHERE = "01931f7e-0000-7000-8000-000000000000"
GOOD = {"url": "https://erp.example.org/amity", "kinds": ["person.created", "order.placed"], "description": "ERP"}


def at(name, *args):
    return reverse(f"automation_webhooks:{name}", args=args)


def test_an_endpoint_is_added_changed_paused_and_removed_and_each_is_told(world, client_of):
    client = client_of("administrator")
    answer = client.post(at("new"), GOOD)
    endpoint = Endpoint.objects.get()
    assert answer["Location"] == at("secret", endpoint.uid)
    assert (
        queries.endpoint_secrets(endpoint.uid, seen_by=world.administrator)[0]
        in client.get(answer["Location"]).content.decode()
    )
    filtered = {**GOOD, "about_kind": "person", "filter_text": "stage  =  customer"}
    assert client.post(at("change", endpoint.uid), filtered).status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.about_kind, endpoint.filter_text) == ("person", "stage = customer")
    for name in ("pause", "resumption", "renewal", "another_try"):
        assert client.post(at(name, endpoint.uid)).status_code == 302, name
    assert client.get(at("removal", endpoint.uid)).status_code == 200
    client.post(at("removal", endpoint.uid))
    assert not Endpoint.objects.exists() and not OutboxLane.objects.exists()
    told = list(StoredFact.objects.filter(kind__startswith="webhook.").order_by("id").values_list("kind", flat=True))
    assert told == [
        f"webhook.{name}" for name in ("added", "changed", "paused", "resumed", "secret_renewed", "removed")
    ]


def test_the_log_one_event_and_sending_it_again_are_shown(world, client_of, add_house):
    house, client = add_house(description="Shelf <b>"), client_of("administrator")
    add_person(PersonDraft(full_name="Zoë"), by=world.ada)
    house.deliver()
    (delivery,) = house.deliveries()
    for address, words in (
        (at("endpoints"), "Shelf &lt;b&gt;"),
        (at("endpoint", house.uid), "person.created"),
        (at("endpoint", house.uid) + "?state=sent", "person.created"),
        (at("endpoint", house.uid) + "?state=waiting", "Nothing waits"),
        (at("delivery", house.uid, delivery.uid), "Zoë"),
        (at("change", house.uid), "note.written"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200 and words in answer.content.decode(), address
    assert client.post(at("replay", house.uid, delivery.uid)).status_code == 302
    house.deliver()
    assert len(house.receiver.heard) == 2
    now = timezone.localtime().replace(tzinfo=None)
    times = {"since": now.replace(hour=0, minute=0).isoformat()[:16], "until": f"{now.year + 1}-01-01T00:00"}
    assert client.post(at("replays", house.uid), times).status_code == 302
    assert client.post(at("replays", house.uid), {"since": "x"}).status_code == 422
    house.deliver()
    assert len(house.receiver.heard) == 3
    test = client.post(at("test", house.uid))
    house.deliver()
    assert "ping" in client.get(test["Location"]).content.decode()


def test_the_log_goes_on_page_by_page(world, add_house, client_of):
    house = add_house()
    for number in range(5):
        add_person(PersonDraft(full_name=str(number)), by=world.ada)
    house.read()
    first, following = queries.delivery_list(house.uid, seen_by=world.administrator, limit=3)
    rest, end = queries.delivery_list(house.uid, seen_by=world.administrator, limit=3, before=following)
    assert (len(first), len(rest), end) == (3, 2, None)
    assert not {row.uid for row in first} & {row.uid for row in rest}
    for wrong in ("before=x", "state=odd"):
        assert client_of("administrator").get(f"{at('endpoint', house.uid)}?{wrong}").status_code == 404


def test_a_failing_endpoint_is_told_of_on_its_page_in_the_list_and_by_amity_check(world, add_house, client_of):
    house = add_house()
    finding = {finding.name: finding for finding in findings()}["webhooks"]
    assert finding.is_ok
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.read()
    OutboxLane.objects.filter(name=house.endpoint.lane).update(failures=5, error="nobody", failing_since=timezone.now())
    finding = {finding.name: finding for finding in findings()}["webhooks"]
    assert not finding.is_ok and house.row.title in finding.detail
    for address in (at("endpoints"), at("endpoint", house.uid)):
        text = client_of("administrator").get(address).content.decode()
        assert "failing" in text and "Nothing is lost" in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "ftp://example.org/"}, "url"),
        ({"url": "http://0177.0.0.1:9/"}, "url"),
        ({"url": "http://127.0.0.1:9/"}, "url"),
        ({"url": "http://[::ffff:10.0.0.1]/"}, "url"),
        ({"url": "https://user:word@example.org/"}, "url"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["webhook.added"]}, "kinds"),
        ({"kinds": ["account.created"]}, "kinds"),
        ({"filter_text": "stage = customer"}, "about_kind"),
        ({"filter_text": "nonsense = customer", "about_kind": "person"}, "filter_text"),
        ({"about_kind": "dragon"}, "about_kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(world, client_of, changes, field):
    answer = client_of("administrator").post(at("new"), {**GOOD, **changes})
    assert answer.status_code == 422 and answer.context["form"].errors.get(field), answer.context["form"].errors
    assert not Endpoint.objects.exists() and not OutboxLane.objects.exists()


@pytest.mark.parametrize("key", ["ada", "reader"])
def test_only_administrators_manage_webhooks(world, client_of, add_house, key):
    house, client, actor = add_house(), client_of(key), getattr(world, key)
    add_person(PersonDraft(full_name="A"), by=world.administrator)
    house.read()
    event = OutgoingEffect.objects.get().uid
    uid = house.uid
    before = list(Endpoint.objects.values())
    for name in ("endpoints", "new"):
        assert client.get(at(name)).status_code == 403
        assert client.post(at(name), GOOD).status_code in {403, 405}
    names = ("endpoint", "change", "secret", "renewal", "pause", "resumption", "another_try", "taking_over", "test",
             "removal", "replays")  # fmt: skip
    for name in names:
        for method in (client.get, client.post):
            assert method(at(name, uid)).status_code in {403, 405}, name
    for name in ("delivery", "replay"):
        for method in (client.get, client.post):
            assert method(at(name, uid, event)).status_code in {403, 405}, name
    for attempt in (
        lambda: commands.add_endpoint(EndpointDraft("https://example.org", ("person.created",)), by=actor),
        lambda: commands.replay_events(uid, [event], by=actor),
        lambda: queries.endpoint_list(seen_by=actor),
        lambda: queries.endpoint_secrets(uid, seen_by=actor),
        lambda: queries.delivery_body(uid, event, seen_by=actor),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert list(Endpoint.objects.values()) == before


def test_what_is_not_there_is_missing_and_what_makes_no_sense_is_refused(world, client_of, add_house):
    house, by, other = add_house(), world.administrator, add_house()
    client = client_of("administrator")
    assert client.get(at("endpoint", NOWHERE)).status_code == 404
    assert client.get(at("delivery", house.uid, NOWHERE)).status_code == 404
    event = commands.send_test(other.uid, by=by)
    with pytest.raises(Missing):
        queries.get_delivery(house.uid, event, seen_by=by)
    for attempt in (
        lambda: commands.resume_endpoint(house.uid, by=by),
        lambda: commands.take_over_endpoint(house.uid, by=by),
        lambda: commands.replay_events(house.uid, [event], by=by),
    ):
        with pytest.raises(Refused):
            attempt()
    commands.pause_endpoint(house.uid, by=by)
    with pytest.raises(Refused):
        commands.pause_endpoint(house.uid, by=by)
    now = timezone.now()
    with pytest.raises(Invalid):
        commands.replay_range(house.uid, now, now, by=by)
    with pytest.raises(NotAllowed):
        commands.add_endpoint(EndpointDraft("https://example.org", ("person.created",)), by=Actor.system())


def test_a_replaced_key_file_is_said_in_words_and_a_new_secret_mends_it(world, add_house, client_of, settings):
    house = add_house()
    settings.SECRET_KEY = "another key"
    add_person(PersonDraft(full_name="A"), by=world.ada)
    house.deliver()
    assert "key file" in house.row.lane.error
    client = client_of("administrator")
    assert "Renew it" in client.get(at("secret", house.uid)).content.decode()
    client.post(at("renewal", house.uid), {"at_once": "1"})
    assert house.deliver() == 1
