"""Pages of products, as each role meets them."""

import pytest

from amity.customers.catalogue.commands import add_product, change_product, retire_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import PRODUCT
from amity.workspace.access.models import Visibility

FORM = {"name": "Cup", "code": "C1", "category": "Table > Cups", "unit_price": "3.50", "unit_cost": "", "currency": ""}


@pytest.fixture
def mug(world) -> Product:
    draft = ProductDraft(name="Mug <b>", code="M1", category="Kitchen", unit_price=2_505_000, description="White.")
    return Product.objects.get(pk=add_product(draft, by=world.ada))


def form_of(client, product: Product) -> dict[str, str]:
    page = client.get(f"/products/{product.uid}/edit")
    return {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}


@pytest.mark.parametrize("who", ["administrator", "ada", "ben", "reader"])
def test_products_are_listed_and_opened(client_of, mug, who):
    client = client_of(who)
    listed = client.get("/products?sort=-code").content.decode()
    assert "Mug &lt;b&gt;" in listed and "2.505" in listed and "Kitchen" in listed
    opened = client.get(f"/products/{mug.uid}")
    assert opened.status_code == 200
    assert ("/edit" in opened.content.decode()) == (who != "reader")


def test_a_product_is_added_by_hand(client_of, world):
    client = client_of("ada")
    assert client.get("/products/new").status_code == 200
    answer = client.post("/products/new", FORM)
    product = Product.objects.get()
    assert answer.url == f"/products/{product.uid}"
    assert (product.name, product.unit_price, product.currency) == ("Cup", 3_500_000, "EUR")
    assert product.category.path == "Table > Cups"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "", "code": ""}, "needs a name or a code"),
        ({"unit_price": "much"}, "is not a figure"),
        ({"code": "m1"}, "belongs to another product"),
        ({"currency": "XYZ"}, "is not a currency"),
    ],
)
def test_a_wrong_form_comes_back_with_its_reason(client_of, mug, wrong, message):
    answer = client_of("ada").post("/products/new", FORM | wrong)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Product.objects.count() == 1


def test_a_product_is_edited_and_what_others_changed_meanwhile_is_kept_or_asked(client_of, mug, world):
    client = client_of("ben")
    form = form_of(client, mug)
    assert form["unit_price"] == "2.505"
    change_product(RecordChange(mug.pk, {"code": "M2"}), by=world.ada)
    assert client.post(f"/products/{mug.uid}/edit", form | {"name": "Mug"}).status_code == 302
    mug.refresh_from_db()
    assert (mug.name, mug.code, mug.version) == ("Mug", "M2", 3)
    asked = client.post(f"/products/{mug.uid}/edit", form | {"code": "M3"})
    assert asked.status_code == 412
    told = asked.content.decode()
    assert "Ada Lovelace" in told and [told.count(f'value="{code}"') for code in ("M1", "M2", "M3")] == [1, 1, 1]
    again = {name: asked.context["form"][name].value() or "" for name in asked.context["form"].fields}
    assert client.post(f"/products/{mug.uid}/edit", again).status_code == 302
    mug.refresh_from_db()
    assert mug.code == "M3"


def test_a_form_sent_unchanged_changes_nothing(client_of, mug):
    client = client_of("ada")
    assert client.post(f"/products/{mug.uid}/edit", form_of(client, mug)).status_code == 302
    mug.refresh_from_db()
    assert mug.version == 1


def test_a_product_goes_out_of_sale_and_back(client_of, mug):
    client = client_of("ada")
    client.post(f"/products/{mug.uid}/retirement")
    assert "out of sale" in client.get("/products").content.decode()
    client.post(f"/products/{mug.uid}/revival")
    mug.refresh_from_db()
    assert mug.is_active
    assert client.get(f"/products/{mug.uid}/retirement").status_code == 405


def test_a_reader_changes_nothing(client_of, mug, world):
    client = client_of("reader")
    for path in ("new", f"{mug.uid}/edit"):
        assert client.get(f"/products/{path}").status_code == 403
        assert client.post(f"/products/{path}", FORM).status_code == 403
    assert client.post(f"/products/{mug.uid}/retirement").status_code == 403
    retire_product(mug.pk, by=world.ada)
    assert client.post(f"/products/{mug.uid}/revival").status_code == 403


def test_what_is_not_shared_is_not_there(client_of, mug):
    Visibility.objects.create(record_kind=PRODUCT, reach="team")
    client = client_of("cleo")
    assert "Mug" not in client.get("/products").content.decode()
    assert client.get(f"/products/{mug.uid}").status_code == 404
    assert client.get(f"/products/{mug.uid}/edit").status_code == 404
    assert client.post(f"/products/{mug.uid}/retirement").status_code == 404


def test_strangers_are_asked_to_sign_in(client, mug):
    assert client.get(f"/products/{mug.uid}").status_code == 302


def test_a_list_costs_the_same_however_many_stand_in_it(client_of, world, django_assert_max_num_queries):
    for number in range(12):
        add_product(ProductDraft(name=f"P{number}", category=f"C{number}"), by=world.ada)
    client = client_of("ada")
    with django_assert_max_num_queries(9):
        client.get("/products")


def test_categories_are_suggested_by_the_beginning_of_any_shelf(client_of, mug, world):
    add_product(ProductDraft(name="Knife", category="Kitchen > Knives"), by=world.ada)
    client = client_of("ada")
    for typed, is_found in (("kit", True), ("kniv", True), ("nives", False), ("", False)):
        assert ("Kitchen &gt; Knives" in client.get("/products/categories", {"q": typed}).content.decode()) == is_found
