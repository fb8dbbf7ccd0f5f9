"""Products and categories: state, facts and refusals."""

import pytest

from amity.customers.catalogue.commands import (
    add_product,
    change_product,
    create_products,
    retire_product,
    revive_product,
    update_products,
)
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Category, Product
from amity.customers.catalogue.queries import (
    category_list,
    get_product,
    product_choices,
    products_by_code,
    stored_products,
)
from amity.kernel.commands import Missing, NotAllowed, Refused, Stale
from amity.kernel.facts.models import StoredFact
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import external_ids_of
from amity.records.kinds.numbers import PRODUCT
from amity.records.testing import listed
from amity.workspace.access.models import Visibility


def told() -> list[str]:
    return list(StoredFact.objects.order_by("id").values_list("kind", flat=True))


def test_a_product_keeps_all_that_was_said_of_it(world):
    draft = ProductDraft(
        name=" Chef's  knife ",
        code="K-1",
        category="kitchen >Knives",
        currency="usd",
        unit_price=39_990_000,
        unit_cost=12_500_000,
        description="Sharp.",
        external_ids=[("shop", "77")],
    )
    product = Product.objects.get(pk=add_product(draft, by=world.ada))
    assert (product.name, product.code, product.currency) == ("Chef's knife", "K-1", "USD")
    assert (product.unit_price, product.unit_cost) == (39_990_000, 12_500_000)
    assert product.category.path == "kitchen > Knives"
    assert product.category.parent.name == "kitchen"
    assert product.owner_id == world.ada.account_id
    assert external_ids_of(product.ref) == [("shop", "77")]
    assert told() == ["product.created"]


def test_categories_are_found_whatever_their_case_and_made_once(world):
    drafts = [
        ProductDraft(name="A", category="Kitchen > Knives > Chef"),
        ProductDraft(name="B", category="KITCHEN > Pans"),
        ProductDraft(name="C", category="Kitchen"),
        ProductDraft(name="D"),
    ]
    create_products(drafts, by=world.ada)
    add_product(ProductDraft(name="E", category="kitchen > knives"), by=world.ben)
    assert [shelf.name for shelf in category_list()] == ["Kitchen", "Knives", "Chef", "Pans"]
    assert Category.objects.get(name="Chef").parent.parent.name == "Kitchen"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ProductDraft(), "product.nameless"),
        (ProductDraft(name="A", currency="ZZZ"), "currency.unknown"),
        (ProductDraft(name="A", unit_price=10**18), "product.price_too_large"),
        (ProductDraft(name="A", code="m1"), "product.code_taken"),
        (ProductDraft(name="A", category=">".join("abcdefghij")), "product.category_too_deep"),
        (ProductDraft(name="A", owner_id=10**9), "owner.unknown"),
    ],
)
def test_a_wrong_product_is_refused_and_does_not_stop_the_others(world, draft, code):
    add_product(ProductDraft(name="Mug", code="M1"), by=world.ada)
    result = create_products([draft, ProductDraft(name="Good")], by=world.ada)
    assert [refused.code for refused in result.refusals[0]] == [code]
    assert list(Product.objects.order_by("pk").values_list("name", flat=True)) == ["Mug", "Good"]


def test_a_code_belongs_to_one_product_of_a_set(world):
    result = create_products([ProductDraft(code="A1"), ProductDraft(code="a1"), ProductDraft(code="")], by=world.ada)
    assert [bool(record_id) for record_id in result.ids] == [True, False, False]
    assert Product.objects.get().name == "A1"


def test_a_product_without_a_currency_is_priced_in_the_home_currency(world):
    priced = add_product(ProductDraft(name="A", unit_price=1), by=world.ada)
    priceless = add_product(ProductDraft(name="B"), by=world.ada)
    assert dict(Product.objects.values_list("pk", "currency")) == {priced: "EUR", priceless: ""}


def test_a_change_writes_only_what_differs(world):
    product_id = add_product(ProductDraft(name="Mug", code="M1", category="Kitchen"), by=world.ada)
    change = RecordChange(product_id, {"name": "Cup", "code": "M1", "category": "Table > Cups"})
    change_product(change, by=world.ben)
    product = Product.objects.get(pk=product_id)
    assert (product.name, product.name_key, product.version) == ("Cup", "cup", 2)
    changes = StoredFact.objects.get(kind="record.changed").data["changes"]
    assert changes == {"name": ["Mug", "Cup"], "category": ["Kitchen", "Table > Cups"]}
    result = update_products([change], by=world.ada)
    assert (result.written, result.unchanged) == ([product_id], {0})
    assert told() == ["product.created", "record.changed"]


def test_changes_of_different_fields_merge_and_of_the_same_ask(world):
    product_id = add_product(ProductDraft(name="Mug", code="M1"), by=world.ada)
    change_product(RecordChange(product_id, {"code": "M2"}, version=1), by=world.ada)
    form = {"name": "Cup", "code": "M1"}
    change_product(RecordChange(product_id, form, version=1, was={"name": "Mug", "code": "M1"}), by=world.ben)
    product = Product.objects.get(pk=product_id)
    assert (product.name, product.code, product.version) == ("Cup", "M2", 3)
    with pytest.raises(Stale) as refused:
        change_product(RecordChange(product_id, {"code": "M3"}, version=1, was={"code": "M1"}), by=world.ben)
    assert refused.value.conflicts == {"code": ("M3", "M2", "M1")}
    other = add_product(ProductDraft(code="X"), by=world.ada)
    with pytest.raises(Refused, match="belongs to another product"):
        change_product(RecordChange(other, {"code": "m2"}), by=world.ada)
    change_product(RecordChange(product_id, {"code": "m2"}), by=world.ada)


def test_products_go_out_of_sale_and_come_back(world):
    product_id = add_product(ProductDraft(name="Mug"), by=world.ada)
    retire_product(product_id, by=world.ada)
    retire_product(product_id, by=world.ada)
    assert product_choices("mu", seen_by=world.ada) == []
    revive_product(product_id, by=world.ada)
    assert [product.pk for product in product_choices("mu", seen_by=world.ada)] == [product_id]
    assert told() == ["product.created", "product.retired", "product.revived"]


def test_what_may_not_be_seen_may_not_be_changed(world):
    Visibility.objects.create(record_kind=PRODUCT, reach="team")
    product_id = add_product(ProductDraft(name="Mug", code="M1"), by=world.ada)
    uid = Product.objects.get().uid
    for act in (lambda: retire_product(product_id, by=world.cleo), lambda: get_product(uid, seen_by=world.cleo)):
        with pytest.raises(Missing):
            act()
    assert listed("product", seen_by=world.cleo).rows == []
    assert stored_products([product_id], seen_by=world.cleo) == {}
    retire_product(product_id, by=world.ben)
    with pytest.raises(NotAllowed):
        retire_product(product_id, by=world.reader)
    with pytest.raises(NotAllowed):
        add_product(ProductDraft(name="A"), by=world.reader)


def test_products_are_found_by_code_and_listed_in_order(world):
    create_products([ProductDraft(name=f"P{number}", code=f"C{9 - number}") for number in range(5)], by=world.ada)
    ids = products_by_code(["c9", "C5", "none", ""])
    assert ids == {"c9": Product.objects.get(code="C9").pk, "C5": Product.objects.get(code="C5").pk}
    names = [product.name for product in listed("product", seen_by=world.ada, sort="code").rows]
    assert names == ["P4", "P3", "P2", "P1", "P0"]
