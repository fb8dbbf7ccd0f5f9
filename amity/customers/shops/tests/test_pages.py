"""Settings of shops: connecting, looking, working again; the administrators' alone."""

import pytest

from amity.customers.orders.models import Order
from amity.customers.shops.commands import connect_shop
from amity.customers.shops.models import Delivery, Shop
from amity.customers.shops.tests.payloads import SECRET, shopify_order
from amity.kernel.commands import Invalid, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.jobs.running import run_waiting_jobs
from amity.kernel.secrets import opened

pytestmark = pytest.mark.django_db
FORM = {"kind": "shopify", "name": "Kettle & Co", "source": "", "secret": SECRET}


def test_an_administrator_connects_a_shop_and_gets_its_address_but_never_the_secret_again(client_of, settings):
    settings.SITE_URL = "https://crm.example.org"
    client = client_of("administrator")
    answer = client.post("/settings/shops", FORM, follow=True)
    shop = Shop.objects.get()
    page = answer.content.decode()
    assert f"https://crm.example.org/in/shops/{shop.uid}" in page and "Kettle &amp; Co" in page
    assert SECRET not in page and SECRET not in shop.secret and opened(shop.secret) == SECRET
    assert (shop.source, StoredFact.objects.latest("id").kind) == ("shopify", "shop.connected")
    assert SECRET not in str(list(StoredFact.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": " "}, "name"), ({"secret": "short"}, "secret"), ({"source": "A b"}, "source"), ({"kind": "x"}, "kind")],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(client_of, given, field):
    answer = client_of("administrator").post("/settings/shops", {**FORM, **given})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Shop.objects.exists()


def test_two_shops_never_mark_their_numbers_alike(world):
    by = world.administrator
    first = connect_shop(kind="stripe", name="One", secret=SECRET, by=by)
    second = connect_shop(kind="stripe", name="Two", secret=SECRET, by=by)
    assert (first.source, second.source) == ("stripe", "stripe-2")
    with pytest.raises(Refused, match="already"):
        connect_shop(kind="stripe", name="Three", secret=SECRET, source="stripe", by=by)
    with pytest.raises(Invalid):
        connect_shop(kind="ebay", name="Four", secret=SECRET, by=by)
    with pytest.raises(NotAllowed):
        connect_shop(kind="stripe", name="Five", secret=SECRET, by=world.ada)


def test_a_failed_delivery_is_seen_and_worked_again(client_of, connected, deliver):
    client, shop = client_of("administrator"), connected("shopify")
    broken = deliver(shop, "orders/create", shopify_order(currency="XXY"))
    good = deliver(shop, "orders/create", shopify_order())
    page = client.get(f"/settings/shops/{shop.uid}?state=failed").content.decode()
    assert str(broken.uid) in page and str(good.uid) not in page and "is no currency" in page
    assert "XXY" in client.get(f"/settings/deliveries/{broken.uid}").content.decode()
    run_waiting_jobs("quick")
    Delivery.objects.filter(pk=broken.pk).update(body=bytes(good.body))
    client.post(f"/settings/shops/{shop.uid}/replay")
    assert run_waiting_jobs("quick") == 1
    broken.refresh_from_db()
    assert (broken.state, broken.reason, Order.objects.count()) == ("done", "", 1)
    client.post(f"/settings/deliveries/{good.uid}/replay")
    assert run_waiting_jobs("quick") == 1
    assert Order.objects.get().version == 1


def test_what_was_erased_is_not_worked_again(client_of, connected, deliver):
    shop = connected("shopify")
    kept = deliver(shop, "orders/create", shopify_order())
    Delivery.objects.update(erased_at="2026-04-01T00:00:00Z", body=b"")
    client = client_of("administrator")
    assert client.post(f"/settings/deliveries/{kept.uid}/replay").status_code == 409
    assert "Erased on" in client.get(f"/settings/deliveries/{kept.uid}").content.decode()


def test_deliveries_are_turned_page_by_page(client_of, connected, deliver):
    shop = connected("shopify")
    deliver(shop, "orders/create", shopify_order(), is_worked=False)
    some = Delivery.objects.get()
    Delivery.objects.bulk_create(
        Delivery(shop=shop, delivery_id=f"x-{n}", topic="t/x", body=b"{}", received_at=some.received_at)
        for n in range(60)
    )
    client = client_of("administrator")
    first = client.get(f"/settings/shops/{shop.uid}")
    assert len(first.context["deliveries"]) == 50
    second = client.get(f"/settings/shops/{shop.uid}?before={first.context['older']}")
    assert (len(second.context["deliveries"]), second.context["older"]) == (11, None)


def test_disconnecting_asks_first_and_leaves_what_was_made(client_of, connected, deliver):
    client, shop = client_of("administrator"), connected("shopify")
    deliver(shop, "orders/create", shopify_order())
    assert "Disconnect" in client.get(f"/settings/shops/{shop.uid}/disconnection").content.decode()
    assert Shop.objects.exists()
    client.post(f"/settings/shops/{shop.uid}/disconnection")
    assert not Shop.objects.exists() and not Delivery.objects.exists()
    assert Order.objects.count() == 1


@pytest.mark.parametrize("key", ["ada", "reader"])
def test_nobody_else_sees_or_changes_shops(client_of, connected, deliver, key):
    client, shop = client_of(key), connected("shopify")
    kept = deliver(shop, "orders/create", shopify_order(currency="XXY"))
    before = Shop.objects.values().get()
    for address in ("shops", f"shops/{shop.uid}", f"deliveries/{kept.uid}", f"shops/{shop.uid}/disconnection"):
        assert client.get(f"/settings/{address}").status_code == 403
    for address in ("shops", f"shops/{shop.uid}", f"shops/{shop.uid}/replay", f"shops/{shop.uid}/disconnection",
                    f"deliveries/{kept.uid}/replay"):  # fmt: skip
        assert client.post(f"/settings/{address}", {**FORM, "keep_days": "1"}).status_code == 403
    assert Shop.objects.values().get() == before
    assert Delivery.objects.get().state == "failed"
