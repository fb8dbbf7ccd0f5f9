"""/api/v1/shops: the same commands as the pages, for administrators, and the secret never comes out."""

import json
import uuid

import pytest

from amity.customers.orders.models import Order
from amity.customers.shops.models import Delivery, Shop
from amity.customers.shops.tests.payloads import SECRET, shopify_order
from amity.kernel.jobs.running import run_waiting_jobs
from amity.workspace.tokens.commands import make_token

pytestmark = pytest.mark.django_db
GIVEN = {"kind": "shopify", "name": "Kettle & Co", "secret": SECRET}


@pytest.fixture
def ask(world, client):
    """`ask("GET", "/shops")` with an administrator's token; `by=` and `scopes=` make it another's."""

    def call(method, path, body=None, *, by=None, scopes=("settings",), **headers):
        actor = by or world.administrator
        secret = make_token(name="t", role=str(actor.role), scopes=scopes, by=actor).secret
        sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        given = {"Authorization": f"Bearer {secret}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        return client.generic(method, f"/api/v1{path}", headers=given, **sent)

    return call


def test_a_shop_is_connected_changed_and_disconnected(ask):
    made = ask("POST", "/shops", GIVEN)
    assert made.status_code == 201 and SECRET not in made.content.decode()
    shop = made.json()
    assert shop["address"].endswith(f"/in/shops/{shop['id']}") and shop["source"] == "shopify"
    read = ask("GET", f"/shops/{shop['id']}")
    assert read.json() == shop and ask("GET", "/shops").json()["items"] == [shop]
    assert ask("PATCH", f"/shops/{shop['id']}", {"name": "New"}).status_code == 428
    assert ask("PATCH", f"/shops/{shop['id']}", {"name": "New"}, If_Match='"x"').status_code == 412
    changed = ask("PATCH", f"/shops/{shop['id']}", {"name": "New", "keep_days": 7}, If_Match=read["ETag"])
    assert (changed.json()["name"], changed.json()["keep_days"]) == ("New", 7)
    assert ask("DELETE", f"/shops/{shop['id']}").status_code == 204
    assert ask("GET", f"/shops/{shop['id']}").status_code == 404 and not Shop.objects.exists()


def test_what_is_wrong_is_a_problem_with_its_field(ask):
    for given, field in (({"kind": "ebay"}, "kind"), ({"secret": "s3cr3t!"}, "secret"), ({"source": "A b"}, "source")):
        answer = ask("POST", "/shops", {**GIVEN, **given})
        assert answer.status_code == 422 and field in answer.json()["field"]
        assert "s3cr3t!" not in answer.content.decode() and SECRET not in answer.content.decode()
    assert not Shop.objects.exists()


def test_deliveries_are_listed_to_the_end_and_worked_again(ask, connected, deliver):
    shop = connected("shopify")
    broken = deliver(shop, "orders/create", shopify_order(currency="XXY"))
    for _time in range(4):
        deliver(shop, "inventory_levels/update", {"id": 1})
    run_waiting_jobs("quick")
    seen, cursor = [], ""
    while cursor is not None:
        page = ask("GET", f"/shops/{shop.uid}/deliveries?limit=2&cursor={cursor}").json()
        seen, cursor = seen + [item["id"] for item in page["items"]], page["next"]
    assert seen == [str(row.uid) for row in Delivery.objects.order_by("-pk")]
    failed = ask("GET", f"/shops/{shop.uid}/deliveries?state=failed").json()["items"]
    assert [item["id"] for item in failed] == [str(broken.uid)] and "currency" in failed[0]["reason"]
    assert ask("POST", f"/shops/{shop.uid}/replay").json() == {"replayed": 1}
    assert run_waiting_jobs("quick") == 1
    assert ask("POST", f"/deliveries/{broken.uid}/replay").json() == {"replayed": 1}
    assert ask("POST", f"/deliveries/{uuid.uuid4()}/replay").status_code == 404
    assert not Order.objects.exists()


@pytest.mark.parametrize(("key", "scopes"), [("ada", ()), ("reader", ()), ("administrator", ("read:person",))])
def test_nobody_else_gets_in(ask, world, connected, deliver, key, scopes):
    shop = connected("shopify")
    kept = deliver(shop, "orders/create", shopify_order(currency="XXY"))
    by = getattr(world, key)
    before = Shop.objects.values().get()
    for method, path in (
        ("GET", "/shops"), ("POST", "/shops"), ("GET", f"/shops/{shop.uid}"), ("PATCH", f"/shops/{shop.uid}"),
        ("DELETE", f"/shops/{shop.uid}"), ("GET", f"/shops/{shop.uid}/deliveries"),
        ("POST", f"/shops/{shop.uid}/replay"), ("POST", f"/deliveries/{kept.uid}/replay"),
    ):  # fmt: skip
        body = {"POST": GIVEN, "PATCH": {"name": "Theirs"}}.get(method)
        assert ask(method, path, body, by=by, scopes=scopes, If_Match='"x"').status_code == 403, (method, path)
    assert Shop.objects.values().get() == before and Delivery.objects.get().state == "failed"
