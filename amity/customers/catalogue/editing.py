"""How a product is edited by hand."""

from collections.abc import Sequence
from typing import Any

from amity.customers.catalogue.commands import add_product, update_products
from amity.customers.catalogue.forms import ProductForm
from amity.customers.catalogue.models import Product
from amity.customers.catalogue.queries import product_values
from amity.kernel.commands import Actor, SetResult
from amity.records.kinds.changing import RecordChange, Values
from amity.records.kinds.editing import RecordEditing
from amity.records.kinds.pages import belonging_choices


class ProductEditing(RecordEditing[Product, ProductForm]):
    """A new category is added by the command."""

    def values_of(self, records: Sequence[Product]) -> dict[int, Values]:
        return {product.pk: product_values(product) for product in records}

    def update(self, changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
        return update_products(changes, by=by)

    def initial(self, record: Product, values: Values, *, seen_by: Actor) -> dict[str, Any]:
        return ProductForm.initial_from(values)

    def form(self, record: Product | None, data: Any, *, initial: dict[str, Any], seen_by: Actor) -> ProductForm:
        return ProductForm(data, initial=initial, **belonging_choices(record, seen_by=seen_by))

    def resolve(self, form: ProductForm, *, by: Actor) -> None:
        """Nothing is typed by name."""

    def add(self, form: ProductForm, *, by: Actor) -> int:
        return add_product(form.draft(), by=by)
