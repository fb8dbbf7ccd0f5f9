"""Settings of shops and tracked events as people see them, with deliveries in every state."""

import os
from pathlib import Path

import pytest

from amity.customers.shops.commands import connect_shop, work_delivery
from amity.customers.shops.jobs import take_in
from amity.customers.shops.models import Delivery
from amity.customers.shops.tests.payloads import SECRET, body_of, shopify_order, shopify_refund, signed
from amity.customers.tracking.commands import track_events
from amity.customers.tracking.drafts import EventDraft, Whom
from tests.browser.test_every_page import scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(house):
    shop = connect_shop(kind="shopify", name="Kettle & Co", secret=SECRET, by=house.world.administrator)
    asked = {"shop_id": 1, "shop_domain": "k.myshopify.com", "customer": {"id": 207119551}, "orders_to_redact": []}
    for number, (topic, payload) in enumerate(
        [
            ("orders/create", shopify_order(note="Grüße 🫖")),
            ("refunds/create", shopify_refund(order_id=99)),
            ("inventory_levels/update", {"id": 1}),
            ("orders/create", shopify_order(currency="XXY")),
            ("customers/data_request", asked),
            ("orders/paid", shopify_order("2026-03-03T10:00:00+01:00", financial_status="paid")),
        ]
    ):
        body = body_of(payload)
        named = {"x-shopify-topic": topic, "x-shopify-webhook-id": f"w-{number}"}
        take_in(shop.uid, body=body, headers={**signed("shopify", body), **named})
        if number < 5:
            work_delivery(Delivery.objects.latest("pk").pk)
    take_in(shop.uid, body=b"{}", headers={})
    shop.refresh_from_db()
    return shop


def test_shops_and_tracking_are_sound_in_light_dark_and_on_a_phone(house, shop, visit):
    whom = Whom(id=house.jo.uid)
    track_events(
        [EventDraft("signed_up", whom, properties={"plan": "pro", "seats": 3}), EventDraft("trial.ended", whom)],
        by=house.world.ada,
    )
    page = visit("administrator", "/settings/shops", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    kept = Delivery.objects.order_by("pk").first()
    addresses = {
        "shops": "/settings/shops",
        "shop": f"/settings/shops/{shop.uid}",
        "delivery": f"/settings/deliveries/{kept.uid}",
        "disconnection": f"/settings/shops/{shop.uid}/disconnection",
        "tracking": "/settings/tracking",
        "person": f"/people/{house.jo.uid}",
    }
    pictures = os.environ.get("AMITY_PICTURES")
    wrong = {}
    for name, address in addresses.items():
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        found = violations(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += violations(page, runOnly=["color-contrast"])
            if pictures:
                page.screenshot(path=Path(pictures) / f"{name}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 390, "height": 780})
        if pictures:
            page.screenshot(path=Path(pictures) / f"{name}-390.png", full_page=True)
        if found or scrolls_sideways(page):
            wrong[name] = (found, scrolls_sideways(page))
    assert not wrong


def test_a_failed_delivery_is_worked_again_by_a_click_and_disconnecting_asks_first(house, shop, visit):
    page = visit("administrator", f"/settings/shops/{shop.uid}")
    page.get_by_role("button", name="Work all failed ones again").click()
    page.get_by_role("region", name="Messages").get_by_text("1 delivery is worked again.").wait_for()
    assert set(Delivery.objects.filter(state="failed")) == set()
    page.get_by_role("link", name="Disconnect").click()
    page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    page.get_by_text("No shop is connected").wait_for()
