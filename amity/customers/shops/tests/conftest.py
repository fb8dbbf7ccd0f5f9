"""Shops that are connected, and what they deliver, taken in and worked."""

import itertools
import time

import pytest

from amity.customers.shops.commands import connect_shop, work_delivery
from amity.customers.shops.jobs import take_in
from amity.customers.shops.models import Delivery
from amity.customers.shops.tests.payloads import CONNECTED, SECRET, body_of, signed


@pytest.fixture
def connected(world):
    """`connected("shopify")` is a shop of that kind."""

    def connect(kind, **more):
        return connect_shop(kind=kind, name=CONNECTED[kind], secret=SECRET, by=world.administrator, **more)

    return connect


@pytest.fixture
def deliver():
    """`deliver(shop, topic, payload)` takes a delivery in and works it; the delivery as it stands then."""
    numbers = itertools.count(1)

    def bring(shop, topic, payload, *, number=None, is_worked=True):
        body = body_of(payload)
        number = number or f"d-{next(numbers)}"
        headers = signed(shop.kind, body, at=int(time.time()))
        if shop.kind == "shopify":
            headers |= {"x-shopify-topic": topic, "x-shopify-webhook-id": number}
        elif shop.kind == "woocommerce":
            headers |= {"x-wc-webhook-topic": topic, "x-wc-webhook-delivery-id": number}
        assert take_in(shop.uid, body=body, headers=headers) in ("kept", "known")
        kept = Delivery.objects.filter(shop=shop).latest("pk")
        if is_worked:
            work_delivery(kept.pk)
            kept.refresh_from_db()
        return kept

    return bring
