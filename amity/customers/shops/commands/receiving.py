"""Take a delivery in: checked, kept, and only then answered. What is in it is looked at later."""

import re
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from amity.customers.shops.models import Delivery, Kind, Shop, State
from amity.customers.shops.reading.tidings import Unreadable, read_json, text
from amity.customers.shops.signatures import is_genuine
from amity.kernel.commands import Missing, command
from amity.kernel.secrets import SecretLost, opened

# Of each kind: which header says what it is about, and which one tells deliveries apart.
TOPIC = {Kind.SHOPIFY: "x-shopify-topic", Kind.WOOCOMMERCE: "x-wc-webhook-topic"}
NUMBER = {Kind.SHOPIFY: "x-shopify-webhook-id", Kind.WOOCOMMERCE: "x-wc-webhook-delivery-id"}
KEPT = (
    "content-type", "x-shopify-topic", "x-shopify-shop-domain", "x-shopify-api-version", "x-shopify-webhook-id",
    "x-shopify-event-id", "x-shopify-triggered-at", "x-shopify-test", "x-wc-webhook-topic", "x-wc-webhook-resource",
    "x-wc-webhook-event", "x-wc-webhook-id", "x-wc-webhook-delivery-id", "x-wc-webhook-source",
)  # fmt: skip
# What WooCommerce sends, unsigned, when a webhook is saved; without a 200 it does not switch it on.
_PING = re.compile(rb"webhook_id=\d{1,12}")


class Arrival(StrEnum):
    """How a delivery was taken in."""

    KEPT = "kept"
    KNOWN = "known"
    PING = "ping"
    WRONG_SIGNATURE = "wrong signature"


@command("shops.receive")
def receive_delivery(shop_uid: UUID, *, body: bytes, headers: Mapping[str, str]) -> tuple[Arrival, int]:
    """Keep a delivery whose signature is right, a known delivery id only once; how it went, and its key when kept.

    `headers` by lower-case name. Nobody acts: the signature is what lets a delivery in. Raises Missing.
    """
    shop = Shop.objects.filter(uid=shop_uid).first()
    if shop is None:
        raise Missing("no such shop")
    if shop.kind == Kind.WOOCOMMERCE and _PING.fullmatch(body) and "x-wc-webhook-signature" not in headers:
        return Arrival.PING, 0
    now = timezone.now()
    if not _is_genuine(shop, body, headers, now.timestamp()):
        Shop.objects.filter(pk=shop.pk).update(rejected=F("rejected") + 1, rejected_at=now)
        return Arrival.WRONG_SIGNATURE, 0
    topic, number = _what_it_is(shop, body, headers)
    fresh = Delivery(
        shop=shop,
        delivery_id=number,
        topic=topic[:80],
        headers={name: headers[name][:300] for name in KEPT if name in headers},
        body=body,
        received_at=now,
        state=State.WAITING,
    )
    # Whoever comes second at the same moment waits for the first here, and then knows.
    Delivery.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Delivery.objects.filter(shop=shop, delivery_id=number).values_list("pk", "uid").get()
    if kept[1] != fresh.uid:
        return Arrival.KNOWN, 0
    return Arrival.KEPT, kept[0]


def _is_genuine(shop: Shop, body: bytes, headers: Mapping[str, str], now: float) -> bool:
    try:
        return is_genuine(shop.kind, body, headers, opened(shop.secret), now=now)
    except SecretLost:
        return False


def _what_it_is(shop: Shop, body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
    """Topic and number of a delivery; what has no number is known by its content."""
    if shop.kind == Kind.STRIPE:
        try:
            event = read_json(body)
        except Unreadable:
            event = {}
        topic, number = text(event, "type"), text(event, "id")
    else:
        kind = Kind(shop.kind)
        topic, number = headers.get(TOPIC[kind], "").strip(), headers.get(NUMBER[kind], "").strip()
    return topic.lower(), number[:200] or f"sha256:{sha256(topic.encode() + body).hexdigest()}"
