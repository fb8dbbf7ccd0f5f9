"""The same deliveries lead to the same end in whatever order they come, and however often."""

import itertools
import random

import pytest

from amity.customers.catalogue.models import Product
from amity.customers.orders.models import Order
from amity.customers.people.models import Person
from amity.customers.people.values import values_of
from amity.customers.shops.commands import connect_shop, disconnect_shop
from amity.customers.shops.merging import merged, wanted_order, wanted_person, wanted_refunds
from amity.customers.shops.reading import READERS
from amity.customers.shops.reading.tidings import digest_of
from amity.customers.shops.tests.payloads import (
    SECRET,
    body_of,
    shopify_customer,
    shopify_order,
    shopify_refund,
    stripe_charge,
    stripe_customer,
    stripe_event,
    stripe_invoice,
    stripe_session,
    woo_customer,
    woo_order,
)
from amity.records.kinds.models import ExternalId

pytestmark = pytest.mark.django_db

DONE = shopify_order("2026-03-03T10:00:00+01:00", financial_status="paid", fulfillment_status="fulfilled")
MOVED = shopify_order("2026-03-04T10:00:00+01:00", financial_status="paid", email="ada@byron.example")
OTHER = shopify_order("2026-03-10T10:00:00+01:00", id=450789470, name="#1002", total_price="0.00", total_tax="0.00")
SHOPIFY = [
    ("orders/create", shopify_order()),
    ("orders/paid", shopify_order("2026-03-02T10:00:00+01:00", financial_status="paid")),
    ("orders/updated", MOVED),
    ("orders/fulfilled", DONE),
    ("refunds/create", shopify_refund()),
    ("customers/create", shopify_customer()),
    ("customers/update", shopify_customer("2026-03-09T09:00:00+01:00", last_name="King", email="ada@king.example")),
    ("orders/create", OTHER),
    ("orders/delete", {"id": 450789470}),
    ("products/update", {"id": 632910392}),
]
BACK = [{"id": 9, "total": "-10.00"}, {"id": 11, "total": "-37.60"}]
WOO = [
    ("order.created", woo_order()),
    ("order.updated", woo_order("2026-04-03T10:00:00", status="completed")),
    ("order.updated", woo_order("2026-04-04T10:00:00", status="refunded", refunds=BACK)),
    ("customer.created", woo_customer()),
    ("customer.updated", woo_customer("2026-04-05T10:00:00", first_name="Nadja")),
    ("order.created", woo_order("2026-04-06T10:00:00", id=730, number="730", customer_id=25)),
    ("order.deleted", {"id": 730}),
    ("order.restored", woo_order("2026-04-07T10:00:00", id=730, number="730", customer_id=25)),
]
STRIPE = [
    ("", stripe_event("customer.created", stripe_customer(name="N. Świątek"), created=1_767_220_000)),
    ("", stripe_event("checkout.session.completed", stripe_session(), created=1_767_225_000)),
    ("", stripe_event("invoice.paid", stripe_invoice(), created=1_767_300_060)),
    ("", stripe_event("charge.refunded", stripe_charge(), created=1_767_400_000)),
    ("", stripe_event("charge.refunded", stripe_charge(amount_refunded=2380), created=1_767_500_000)),
    ("", stripe_event("customer.updated", stripe_customer(), created=1_767_600_000)),
]
ALL = {"shopify": SHOPIFY, "woocommerce": WOO, "stripe": STRIPE}


def end_state() -> dict[str, list]:
    """All that can be seen of records, without their keys and how often they changed."""
    people = list(Person.objects.all())
    values = values_of(people)
    external = {}
    for row in ExternalId.objects.all():
        external.setdefault((row.record_kind, row.record_id), []).append(f"{row.source}:{row.value}")
    names = {person.pk: person.name for person in people}
    kept = ("number", "ordered_at", "currency", "status", "channel", "net", "discount", "tax", "total", "is_refund")
    return {
        "people": sorted(
            str({**values[person.pk], "name": person.name, "external": sorted(external.get((1, person.pk), []))})
            for person in people
        ),
        "products": sorted(
            str((item.name, item.code, item.unit_price, item.currency, sorted(external.get((3, item.pk), []))))
            for item in Product.objects.all()
        ),
        "orders": sorted(
            str((
                [getattr(order, name) for name in kept], names.get(order.person_id), sorted(external[4, order.pk]),
                list(order.lines.order_by("position").values_list("product__name", "description", "quantity", "net")),
            ))
            for order in Order.objects.all()
        ),
    }  # fmt: skip


def start_anew(world, shop) -> None:
    disconnect_shop(shop.uid, by=world.administrator)
    Order.objects.all().delete()
    Person.objects.all().delete()
    Product.objects.all().delete()
    ExternalId.objects.all().delete()


@pytest.mark.parametrize("kind", list(ALL))
def test_any_order_of_the_same_deliveries_leads_to_the_same_end(world, deliver, kind):
    dice = random.Random(f"{kind} 1")
    ends = []
    for turn in range(14):
        stack = list(enumerate(ALL[kind]))
        if turn == 1:
            stack.reverse()
        elif turn > 1:
            # Some come twice, as shops do that were not answered in time.
            stack += dice.sample(stack, 3)
            dice.shuffle(stack)
        shop = connect_shop(kind=kind, name="The shop", secret=SECRET, by=world.administrator)
        for place, (topic, payload) in stack:
            kept = deliver(shop, topic, payload, number=f"n-{place}")
            assert kept.state in ("done", "ignored"), kept.reason
        ends.append(end_state())
        assert ends[-1] == ends[0], [place for place, _delivery in stack]
        start_anew(world, shop)
    assert len(ends[0]["orders"]) >= 3


@pytest.mark.parametrize("kind", list(ALL))
def test_what_a_shop_said_comes_to_the_same_in_every_order(kind):
    told = []
    for topic, payload in ALL[kind]:
        body = body_of(payload)
        try:
            told.append(READERS[kind](topic or payload["type"], payload, digest_of(body)).things)
        except Exception as ignored:
            assert type(ignored).__name__ == "Ignored"
    for _time in range(12):
        chosen = random.Random(f"{kind} {_time}").sample(told, 4)
        ends = {str(_said(some)) for some in itertools.permutations(chosen)}
        assert len(ends) == 1


def _said(some) -> list:
    states: dict = {}
    for things in some:
        for key, parts in things.items():
            states[key] = merged(states.get(key, {}), parts)
    orders = [(key, wanted_order(state), wanted_refunds(state)) for key, state in sorted(states.items())]
    return [orders, wanted_person(state for key, state in sorted(states.items()) if key[0] == "customer")]
