"""Products in JSON."""

from typing import Any

from pydantic import Field

from amity.customers.catalogue.commands import create_products, update_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.queries import products_by_code
from amity.kernel.api.values import Moment, Money, MoneyIn, Reference, Taken, price_in, price_out
from amity.kernel.commands import Actor
from amity.records.api.giving import COMMON, ExternalIdIn, text
from amity.records.api.kinds import ApiField, Given, RecordApi
from amity.records.api.money import one_currency
from amity.records.api.names import Names, Uids
from amity.records.api.reading import holder_fields, text_field
from amity.records.kinds.changing import Values

AMOUNTS = ("price", "cost")


class ProductIn(Taken):
    """A product to be added. It needs a name or a code; price and cost are in one currency."""

    name: str = Field("", max_length=300)
    code: str = Field("", max_length=100)
    category: str = Field("", max_length=600, examples=["Kitchen > Knives"])
    price: MoneyIn | None = None
    cost: MoneyIn | None = None
    description: str = Field("", max_length=20_000)
    active: bool = Field(True, description="On sale.")
    external_ids: list[ExternalIdIn] = Field([], max_length=20)
    owner: Reference | None = None
    team: Reference | None = None
    occurred_at: Moment | None = Field(None, description="When it happened, for history brought along.")


def _amount(name: str) -> Any:
    def read(values: Values, _names: Names) -> dict[str, str] | None:
        return None if values[name] is None else price_out(values[name], values["currency"])

    return read


FIELDS = [
    text_field("code"),
    text_field("category"),
    ApiField(name="price", type=Money | None, read=_amount("unit_price")),
    ApiField(name="cost", type=Money | None, read=_amount("unit_cost")),
    ApiField(name="active", type=bool, read=lambda values, _names: values["is_active"], about="On sale."),
    text_field("description"),
    *holder_fields(),
]


def _given_amount(name: str, field: str) -> Given:
    def give(value: MoneyIn | None, _uids: Uids) -> Values:
        if value is None:
            return {name: None}
        return {name: price_in(value, field), "currency": value.currency}

    return give


GIVEN: dict[str, Given] = {
    **COMMON,
    **{name: text(name) for name in ("name", "code", "category", "description")},
    "price": _given_amount("unit_price", "price"),
    "cost": _given_amount("unit_cost", "cost"),
    "active": lambda value, _uids: {"is_active": value is not False},
}


def _by_code(codes: list[str], *, seen_by: Actor) -> dict[str, list[int]]:
    return {code: [pk] for code, pk in products_by_code(codes, seen_by=seen_by).items()}


API = RecordApi(
    kind_name="product",
    fields=FIELDS,
    taken=ProductIn,
    given=GIVEN,
    draft=lambda values: ProductDraft(**values),
    create=create_products,
    update=update_products,
    keys={"code": _by_code},
    key_of={"code": lambda item: [item.code.strip()] if item.code and item.code.strip() else []},
    told={"unit_price": "price", "unit_cost": "cost", "is_active": "active"},
    check=one_currency(AMOUNTS, others={"price": "unit_price", "cost": "unit_cost"}),
    checked=("currency", "unit_price", "unit_cost"),
)
