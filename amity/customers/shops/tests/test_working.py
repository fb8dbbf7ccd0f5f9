"""What deliveries make of people, products, orders and refunds."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.models import Person, PersonEmail
from amity.customers.shops.jobs import work_stranded_job
from amity.customers.shops.models import Delivery, ShopThing
from amity.customers.shops.tests.payloads import (
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
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.running import run_waiting_jobs
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.models import ExternalId
from amity.records.kinds.numbers import ORDER, PERSON

pytestmark = pytest.mark.django_db


def told_of(person) -> list[str]:
    facts = FactAbout.objects.filter(record_kind=PERSON, record_id=person.pk).values("fact_id")
    return list(StoredFact.objects.filter(pk__in=facts).order_by("id").values_list("kind", flat=True))


def test_an_order_of_shopify_comes_with_its_customer_its_products_and_its_lines(connected, deliver):
    shop = connected("shopify")
    kept = deliver(shop, "orders/create", shopify_order())
    assert (kept.state, kept.reason, kept.thing) == ("done", "", "order 450789469")
    order = Order.objects.get()
    assert (order.number, order.status, order.currency, order.channel) == ("#1001", "open", "EUR", "Kettle & Co")
    assert (order.total, order.tax, order.net) == (17490, 2792, 14698)
    assert ExternalId.objects.get(record_kind=ORDER).value == "450789469"
    kettle, shipping = order.lines.order_by("position")
    assert (kettle.description, kettle.quantity, kettle.net, kettle.discount) == (
        "Kettle – red", 2_000_000, 142_020_000, 10_000_000,
    )  # fmt: skip
    assert (shipping.description, shipping.net, shipping.product_id) == ("Standard", 4_960_000, None)
    product = Product.objects.get()
    assert (product.code, product.pk) == ("KETTLE-1", kettle.product_id)
    assert (order.person.given_name, order.person.family_name) == ("Ada", "Byron")
    assert told_of(order.person) == ["person.created", "order.placed"]
    assert {fact.origin for fact in StoredFact.objects.exclude(kind__startswith="shop.")} == {"api"}


def test_a_paid_then_shipped_order_moves_on_and_an_older_delivery_moves_it_back_never(connected, deliver):
    shop = connected("shopify")
    deliver(shop, "orders/create", shopify_order())
    done = shopify_order("2026-03-03T10:00:00+01:00", financial_status="paid", fulfillment_status="fulfilled")
    deliver(shop, "orders/fulfilled", done)
    late = shopify_order("2026-03-02T11:00:00+01:00", financial_status="paid")
    assert deliver(shop, "orders/paid", late).state == "done"
    assert Order.objects.get().status == "completed"


def test_a_refund_is_an_order_of_negative_lines_and_waits_for_the_order_it_is_of(connected, deliver):
    shop = connected("shopify")
    early = deliver(shop, "refunds/create", shopify_refund())
    assert (early.state, early.reason) == ("done", "Kept until its order comes.")
    assert not Order.objects.exists()
    deliver(shop, "orders/create", shopify_order(financial_status="paid"))
    refund = Order.objects.get(is_refund=True)
    assert (refund.number, refund.total, refund.tax, refund.net) == ("#1001-R1", -8450, -1349, -7101)
    line = refund.lines.get()
    assert (line.quantity, line.net, line.product.code) == (-1_000_000, -71_010_000, "KETTLE-1")
    assert refund.person == Order.objects.get(is_refund=False).person
    # Told again inside the order, it is the same one.
    deliver(shop, "orders/updated", shopify_order("2026-03-06T10:00:00+01:00", refunds=[shopify_refund()]))
    assert Order.objects.filter(is_refund=True).count() == 1


def test_what_was_given_back_beyond_the_goods_is_a_line_of_its_own(connected, deliver):
    shop = connected("shopify")
    more = [{"kind": "refund", "status": "success", "amount": "90.40"}]
    deliver(shop, "orders/create", shopify_order(refunds=[shopify_refund(transactions=more)]))
    assert Order.objects.get(is_refund=True).total == -9040


def test_of_a_cancelled_order_nothing_counts_not_even_what_was_given_back(connected, deliver):
    shop = connected("shopify")
    cancelled = shopify_order(cancelled_at="2026-03-04T10:00:00+01:00", refunds=[shopify_refund()])
    deliver(shop, "orders/cancelled", cancelled)
    assert set(Order.objects.values_list("status", flat=True)) == {"cancelled"}


def test_an_order_that_the_shop_deleted_is_cancelled_here(connected, deliver):
    shop = connected("shopify")
    deliver(shop, "orders/create", shopify_order())
    deliver(shop, "orders/delete", {"id": 450789469})
    assert Order.objects.get().status == "cancelled"


def test_a_guest_is_found_by_e_mail_and_becomes_the_customer_they_sign_up_as(connected, deliver, world):
    known = add_person(PersonDraft(full_name="N. S.", emails=[EmailDraft("nadia@example.com")]), by=world.ada)
    shop = connected("woocommerce")
    deliver(shop, "order.created", woo_order())
    order = Order.objects.get()
    assert (order.person_id, order.total, order.tax, order.net) == (known, 4760, 760, 4000)
    deliver(shop, "customer.created", woo_customer())
    assert list(ExternalId.objects.filter(record_kind=PERSON).values_list("value", "record_id")) == [("25", known)]
    # A colleague wrote the name: it stays.
    assert Person.objects.get().name == "N. S."


def test_two_people_with_the_address_leave_the_order_without_one_and_the_delivery_says_so(connected, deliver, world):
    for name in ("Nadia A", "Nadia B"):
        add_person(PersonDraft(full_name=name, emails=[EmailDraft("nadia@example.com")]), by=world.ada)
    kept = deliver(connected("woocommerce"), "order.created", woo_order())
    assert (kept.state, Order.objects.get().person) == ("done", None)
    assert "Several people" in kept.reason and Person.objects.count() == 2


def test_the_sum_given_back_in_woocommerce_carries_tax_as_the_order_did(connected, deliver):
    shop = connected("woocommerce")
    back = woo_order(status="refunded", refunds=[{"id": 901, "reason": "", "total": "-47.60"}])
    deliver(shop, "order.updated", back)
    bought, refund = Order.objects.get(is_refund=False), Order.objects.get(is_refund=True)
    assert (refund.total, refund.tax, refund.net) == (-4760, -760, -4000)
    assert bought.net + refund.net == 0


def test_what_colleagues_change_by_hand_stays_until_the_shop_changes_that_very_field(connected, deliver, world):
    shop = connected("shopify")
    deliver(shop, "orders/create", shopify_order())
    person = Person.objects.get()
    change_person(RecordChange(person.pk, {"given_name": "Augusta Ada"}), by=world.ada)
    deliver(shop, "customers/update", shopify_customer("2026-03-09T09:00:00+01:00", first_name="A."))
    person.refresh_from_db()
    assert person.given_name == "Augusta Ada"


def test_a_customer_who_changes_their_address_keeps_the_earlier_one_behind_it(connected, deliver):
    shop = connected("shopify")
    deliver(shop, "customers/create", shopify_customer())
    deliver(shop, "customers/update", shopify_customer("2026-03-09T09:00:00+01:00", email="ada@byron.example"))
    found = PersonEmail.objects.order_by("-is_primary").values_list("address", flat=True)
    assert list(found) == ["ada@byron.example", "ada@example.org"]


def test_a_known_product_is_used_and_left_as_it_is(connected, deliver, world):
    known = add_product(ProductDraft(name="Our kettle", code="kettle-1", unit_price=1), by=world.ada)
    deliver(connected("shopify"), "orders/create", shopify_order())
    product = Product.objects.get()
    assert (product.pk, product.name, product.unit_price) == (known, "Our kettle", 1)


def test_stripe_tells_of_one_payment_in_several_events_that_meet(connected, deliver):
    shop = connected("stripe")
    deliver(shop, "", stripe_event("charge.refunded", stripe_charge(), created=1_767_400_000))
    assert not Order.objects.exists()
    deliver(shop, "", stripe_event("checkout.session.completed", stripe_session()))
    order, refund = Order.objects.get(is_refund=False), Order.objects.get(is_refund=True)
    assert (order.total, order.tax, order.net, order.status) == (4760, 760, 4000, "paid")
    assert (refund.total, refund.net) == (-1190, -1000)
    more = stripe_charge(amount_refunded=4760)
    deliver(shop, "", stripe_event("charge.refunded", more, created=1_767_500_000))
    refund.refresh_from_db()
    assert (refund.total, Order.objects.count()) == (-4760, 2)
    deliver(shop, "", stripe_event("customer.updated", stripe_customer(), created=1_767_600_000))
    assert Person.objects.get().name == "Nadia Świątek-Nowak"


def test_a_subscription_is_told_by_its_invoices_and_not_twice(connected, deliver):
    shop = connected("stripe")
    session = stripe_session(mode="subscription", payment_intent=None, invoice="in_1Sub")
    deliver(shop, "", stripe_event("checkout.session.completed", session))
    deliver(shop, "", stripe_event("invoice.paid", stripe_invoice()))
    order = Order.objects.get()
    assert (order.number, order.total, order.net, order.line_count) == ("A1B2-0001", 2380, 2000, 1)
    assert Product.objects.get().name == "1 × Tea club (monthly)"


def test_a_króna_of_stripe_is_a_króna(connected, deliver):
    session = stripe_session(currency="isk", amount_total=500_000, total_details={"amount_tax": 0})
    deliver(connected("stripe"), "", stripe_event("checkout.session.completed", session))
    assert (Order.objects.get().total, Order.objects.get().currency) == (5000, "ISK")


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        ("inventory_levels/update", {"id": 1}, "Amity has no use for this topic."),
        ("orders/create", shopify_order(test=True), "A test order."),
    ],
)
def test_what_is_of_no_use_is_kept_and_ignored_with_a_reason(connected, deliver, topic, payload, reason):
    kept = deliver(connected("shopify"), topic, payload)
    assert (kept.state, kept.reason) == ("ignored", reason)
    assert not Order.objects.exists() and not ShopThing.objects.exists()


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ([1, 2], "no JSON object"),
        ({"name": "#1"}, "no “id”"),
        (shopify_order(currency="XXY"), "no currency"),
        (shopify_order(total_price="many"), "no figure"),
        (shopify_order(updated_at="yesterday"), "no time"),
    ],
)
def test_what_cannot_be_read_fails_with_a_reason_and_leaves_everything_as_it_was(connected, deliver, payload, reason):
    kept = deliver(connected("shopify"), "orders/create", payload)
    assert kept.state == "failed" and reason in kept.reason
    assert not Order.objects.exists() and not Person.objects.exists() and not ShopThing.objects.exists()


def test_letters_that_no_database_keeps_are_left_out(connected, deliver):
    payload = shopify_order(name="#1\0001", customer={"id": 5, "email": "z@example.org", "first_name": "Z\0oe\ud800"})
    body = json.dumps(payload)
    assert "\\u0000" in body and "\\ud800" in body
    assert deliver(connected("shopify"), "orders/create", payload).state == "done"
    assert (Order.objects.get().number, Person.objects.get().given_name) == ("#11", "Zoe?")


def test_a_delivery_whose_job_failed_is_worked_an_hour_later(connected, deliver):
    shop = connected("shopify")
    kept = deliver(shop, "orders/create", shopify_order(), is_worked=False)
    Job.objects.all().delete()
    assert work_stranded_job.func() == 0
    Delivery.objects.filter(pk=kept.pk).update(received_at=timezone.now() - timedelta(hours=2))
    assert work_stranded_job.func() == 1
    assert run_waiting_jobs("quick") == 1
    assert Order.objects.count() == 1


def test_a_wish_to_be_erased_is_told_and_empties_what_was_delivered(connected, deliver):
    shop = connected("shopify")
    deliver(shop, "orders/create", shopify_order())
    person = Person.objects.get()
    asked = {"shop_id": 954889, "shop_domain": "kettle.myshopify.com", "orders_to_redact": [450789469],
             "customer": {"id": 207119551, "email": "ada@example.org", "phone": ""}}  # fmt: skip
    kept = deliver(shop, "customers/redact", asked)
    assert (kept.state, kept.asks) == ("done", "erasure")
    assert told_of(person)[-1] == "shop.erasure_asked"
    assert not Delivery.objects.filter(customer="207119551", erased_at=None).exclude(pk=kept.pk).exists()
    assert bytes(Delivery.objects.order_by("pk").first().body) == b""
    assert Person.objects.filter(pk=person.pk).exists()
    deliver(shop, "customers/data_request", asked)
    assert told_of(person)[-1] == "shop.data_asked"


def test_a_customer_deleted_in_the_shop_stays_here_and_their_history_says_it_once(connected, deliver):
    shop = connected("shopify")
    deliver(shop, "customers/create", shopify_customer())
    for _time in range(2):
        deliver(shop, "customers/delete", {"id": 207119551})
    assert told_of(Person.objects.get()).count("shop.customer_deleted") == 1
