"""The door: signatures over raw bytes, kept before answered, once each, and nothing of what is not genuine."""

import json
import time
import uuid

import pytest
from django.test import Client

from amity.customers.orders.models import Order
from amity.customers.shops.commands import change_shop, disconnect_shop, forget_old_deliveries
from amity.customers.shops.models import Delivery, Shop
from amity.customers.shops.signatures import is_genuine
from amity.customers.shops.tests.payloads import (
    SECRET,
    body_of,
    shopify_order,
    signed,
    stripe_event,
    stripe_session,
    woo_order,
)
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.running import run_waiting_jobs

pytestmark = pytest.mark.django_db


def send(shop, body, headers, **more):
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    return Client(enforce_csrf_checks=True).post(
        f"/in/shops/{shop.uid}", body, content_type="application/json", **{**named, **more}
    )


def shopify_headers(body, number="w-1", topic="orders/create"):
    return {**signed("shopify", body), "x-shopify-topic": topic, "x-shopify-webhook-id": number}


def test_a_delivery_is_kept_as_it_came_answered_at_once_and_worked_by_a_job(connected):
    shop = connected("shopify")
    # Odd space, escapes and letters: only the bytes count, not what they say.
    body = json.dumps(shopify_order(note="Grüße — 茶 \u2028 🫖"), indent=3).replace('": ', '"  :\t').encode() + b"\r\n "
    answer = send(shop, body, shopify_headers(body))
    assert (answer.status_code, answer.content) == (200, b"")
    kept = Delivery.objects.get()
    assert (bytes(kept.body), kept.state, kept.topic) == (body, "waiting", "orders/create")
    assert "x-shopify-hmac-sha256" not in kept.headers
    assert not Order.objects.exists()
    assert run_waiting_jobs("quick") == 1
    kept.refresh_from_db()
    assert (kept.state, Order.objects.get().number) == ("done", "#1001")


def test_the_same_content_in_other_bytes_is_not_what_was_signed(connected):
    shop = connected("shopify")
    body = body_of(shopify_order())
    other = json.dumps(json.loads(body), indent=1).encode()
    assert send(shop, other, shopify_headers(body)).status_code == 401


@pytest.mark.parametrize("spoilt", ["", "x", "AAAA", "é", "=" * 44])
def test_a_wrong_signature_is_401_and_leaves_nothing_but_a_count(connected, spoilt):
    shop, body = connected("shopify"), body_of(shopify_order())
    headers = {**shopify_headers(body), "x-shopify-hmac-sha256": spoilt}
    assert send(shop, body, headers).status_code == 401
    del headers["x-shopify-hmac-sha256"]
    assert send(shop, body, headers).status_code == 401
    assert not Delivery.objects.exists() and not Job.objects.exists()
    assert Shop.objects.get().rejected == 2


def test_another_secret_is_a_wrong_signature_until_it_is_saved_here(connected, world):
    shop, body = connected("woocommerce"), body_of(woo_order())
    headers = {**signed("woocommerce", body, secret="another secret"), "x-wc-webhook-topic": "order.created"}
    assert send(shop, body, headers).status_code == 401
    change_shop(shop.uid, secret="another secret", by=world.administrator)
    assert send(shop, body, headers).status_code == 200
    assert "another secret" not in Shop.objects.get().secret


def test_an_unknown_shop_is_404_and_a_disconnected_one_too(connected, world):
    shop, body = connected("shopify"), body_of(shopify_order())
    assert Client().post(f"/in/shops/{uuid.uuid4()}", body, content_type="application/json").status_code == 404
    assert send(shop, body, shopify_headers(body)).status_code == 200
    disconnect_shop(shop.uid, by=world.administrator)
    assert send(shop, body, shopify_headers(body)).status_code == 404
    assert not Delivery.objects.exists()


def test_a_delivery_that_comes_again_is_answered_and_kept_once(connected):
    shop, body = connected("shopify"), body_of(shopify_order())
    for _time in range(3):
        assert send(shop, body, shopify_headers(body)).status_code == 200
    assert send(shop, body, shopify_headers(body, number="w-2")).status_code == 200
    assert Delivery.objects.count() == 2
    assert run_waiting_jobs("quick") == 2
    assert Order.objects.count() == 1


def test_what_has_no_number_is_known_by_its_content(connected):
    shop, body = connected("shopify"), body_of(shopify_order())
    headers = {**signed("shopify", body), "x-shopify-topic": "orders/create"}
    for _time in range(2):
        assert send(shop, body, headers).status_code == 200
    assert Delivery.objects.get().delivery_id.startswith("sha256:")


def test_too_much_is_413_and_only_post_is_taken(connected):
    shop, body = connected("shopify"), b" " * 2_000_001
    assert send(shop, body, shopify_headers(body)).status_code == 413
    assert Client().get(f"/in/shops/{shop.uid}").status_code == 405
    assert not Delivery.objects.exists()


def test_woocommerce_may_ask_whether_anybody_is_there(connected):
    shop = connected("woocommerce")
    form = {"content_type": "application/x-www-form-urlencoded"}
    assert Client().post(f"/in/shops/{shop.uid}", b"webhook_id=12", **form).status_code == 200
    assert Client().post(f"/in/shops/{shop.uid}", b"webhook_id=12&more=1", **form).status_code == 401
    assert not Delivery.objects.exists()


def test_stripe_is_known_by_its_event_and_its_clock(connected):
    shop = connected("stripe")
    body = body_of(stripe_event("checkout.session.completed", stripe_session(), number="evt_1"))
    now = int(time.time())
    assert send(shop, body, signed("stripe", body, at=now)).status_code == 200
    kept = Delivery.objects.get()
    assert (kept.topic, kept.delivery_id) == ("checkout.session.completed", "evt_1")
    assert send(shop, body, signed("stripe", body, at=now - 400)).status_code == 401
    assert send(shop, body, signed("stripe", body, at=now + 400)).status_code == 401


def test_stripe_signatures_in_every_form():
    body, at = b'{"id": "evt_1"}', 1_767_225_600
    good = signed("stripe", body, at=at)["stripe-signature"].partition("v1=")[2]

    def fits(header, now=at):
        return is_genuine("stripe", body, {"stripe-signature": header}, SECRET, now=now)

    assert fits(f"t={at},v1={good}") and fits(f"t={at}, v1={'0' * 64}, v1={good}, v0=abc")
    assert fits(f"t={at},v1={good}", now=at + 300) and not fits(f"t={at},v1={good}", now=at + 301)
    for header in (
        "", "t=,v1=", f"t={at}", f"v1={good}", f"t={at + 1},v1={good}", f"t={at},t={at},v1={good}", f"t={at},v0={good}",
        f"t=-{at},v1={good}", f"t=١٧,v1={good}", f"t={at},v1={good.upper()}", f"t={at},v1=é", f"t={'9' * 40},v1={good}",
    ):  # fmt: skip
        assert not fits(header), header


def test_deliveries_are_forgotten_after_their_time_and_still_change_nothing_when_they_come_again(
    connected, deliver, world
):
    shop = connected("shopify")
    deliver(shop, "orders/create", shopify_order("2026-03-09T10:00:00+01:00", financial_status="paid"), number="w-1")
    Delivery.objects.update(received_at="2026-01-01T00:00:00Z")
    assert forget_old_deliveries(by=world.administrator) == 1
    assert not Delivery.objects.exists()
    deliver(shop, "orders/create", shopify_order(), number="w-1")
    assert Order.objects.get().status == "paid"


def test_a_job_that_dies_after_its_work_is_committed_does_it_once(connected, deliver):
    shop = connected("shopify")
    kept = deliver(shop, "orders/create", shopify_order())
    assert deliver(shop, "orders/create", shopify_order(), number=kept.delivery_id).state == "done"
    assert (Delivery.objects.count(), Order.objects.count()) == (1, 1)
