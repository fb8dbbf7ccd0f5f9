"""Orders in JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from amity.customers.orders.commands import create_orders, update_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft, Status
from amity.kernel.api.answers import moment
from amity.kernel.api.values import (
    Figure,
    Moment,
    Money,
    MoneyIn,
    Ref,
    Reference,
    Taken,
    figure_out,
    millionths_in,
    minor_in,
    money_out,
)
from amity.records.api.giving import COMMON, ExternalIdIn, plain, reference, text
from amity.records.api.kinds import ApiField, Given, RecordApi
from amity.records.api.money import one_currency
from amity.records.api.names import Names, Uids
from amity.records.api.reading import holder_fields, text_field
from amity.records.kinds.changing import Values

StatusIn: Any = Literal[tuple(Status.values)]
AMOUNTS = ("discount", "tax", "net", "total")


class LineIn(Taken):
    """A line; its figures are in the currency of the order. `net` only where it is not quantity times price."""

    product: Reference | None = None
    description: str = Field("", max_length=300)
    quantity: Figure = "1"
    unit_price: Figure = "0"
    discount: Figure = "0"
    net: Figure | None = None


class OrderIn(Taken):
    """An order to be added. With lines, net and total follow from them; without, they are taken as given."""

    number: str = Field("", max_length=100)
    title: str = Field("", max_length=300)
    date: Moment = Field(description="When it was ordered.")
    person: Reference | None = None
    company: Reference | None = Field(None, description="Without it, the primary company of the person.")
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = Field(
        "", description="ISO 4217; without it that of the amounts, else the home currency."
    )
    status: StatusIn = Status.COMPLETED.value
    channel: str = Field("", max_length=60)
    lines: list[LineIn] = Field([], max_length=500)
    discount: MoneyIn | None = None
    tax: MoneyIn | None = None
    net: MoneyIn | None = None
    total: MoneyIn | None = None
    external_ids: list[ExternalIdIn] = Field([], max_length=20)
    owner: Reference | None = None
    team: Reference | None = None


class Line(BaseModel):
    product: Ref | None
    description: str
    quantity: str
    unit_price: str
    discount: str
    net: str


def _amount(name: str) -> ApiField:
    def read(values: Values, _names: Names) -> dict[str, str] | None:
        return None if values[name] is None else money_out(values[name], values["currency"])

    return ApiField(name=name, type=Money | None, read=read)


def _customer(name: str) -> ApiField:
    key = f"{name}_id"
    return ApiField(
        name=name,
        type=Ref | None,
        read=lambda values, names: names.record(name, values[key], name),
        names=lambda values: [(name, values[key])],
        expands=name,
    )


def _lines(values: Values, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "product": names.record("product", line["product_id"]),
            "description": line["description"],
            "quantity": figure_out(line["quantity"]),
            "unit_price": figure_out(line["unit_price"]),
            "discount": figure_out(line["discount"]),
            "net": figure_out(line["net"]),
        }
        for line in values["lines"]
    ]


def _date(values: Values, _names: Names) -> str | None:
    return moment(datetime.fromisoformat(values["ordered_at"]))


FIELDS = [
    text_field("title"),
    ApiField(name="date", type=datetime, read=_date),
    _customer("person"),
    _customer("company"),
    ApiField(name="status", type=StatusIn, read=lambda values, _names: values["status"]),
    text_field("channel"),
    text_field("currency"),
    ApiField(
        name="lines",
        type=list[Line],
        read=_lines,
        names=lambda values: [("product", line["product_id"]) for line in values["lines"]],
    ),
    *(_amount(name) for name in AMOUNTS),
    *holder_fields(),
]


def _given_amount(name: str) -> Given:
    def give(value: MoneyIn | None, _uids: Uids) -> Values:
        if value is None:
            return {name: 0 if name in ("discount", "tax") else None}
        return {name: minor_in(value, name), "_currency": value.currency}

    return give


def _given_lines(value: Any, uids: Uids) -> Values:
    return {"lines": [_line(line, f"lines[{place}]", uids) for place, line in enumerate(value or ())]}


def _line(line: LineIn, field: str, uids: Uids) -> Values:
    figures = {
        name: millionths_in(getattr(line, name), f"{field}.{name}") for name in ("quantity", "unit_price", "discount")
    }
    return {
        "product_id": uids.id("product", line.product, f"{field}.product"),
        "description": line.description,
        "net": None if line.net is None else millionths_in(line.net, f"{field}.net"),
        **figures,
    }


GIVEN: dict[str, Given] = {
    **{name: give for name, give in COMMON.items() if name != "occurred_at"},
    **{name: text(name) for name in ("number", "title", "channel", "currency")},
    **{name: _given_amount(name) for name in AMOUNTS},
    "date": plain("ordered_at"),
    "person": reference("person_id", "person", "person"),
    "company": reference("company_id", "company", "company"),
    "status": lambda value, _uids: {"status": value or Status.COMPLETED.value},
    "lines": _given_lines,
}


def _draft(values: Values) -> OrderDraft:
    of_amounts = values.pop("_currency", "")
    lines = [LineDraft(**line) for line in values.pop("lines", ())]
    return OrderDraft(**{**values, "currency": values.get("currency") or of_amounts, "lines": lines})


API = RecordApi(
    kind_name="order",
    fields=FIELDS,
    taken=OrderIn,
    given=GIVEN,
    draft=_draft,
    create=create_orders,
    update=update_orders,
    told={"ordered_at": "date"},
    check=one_currency(AMOUNTS, others={name: "currency" for name in AMOUNTS}),
    checked=("currency",),
    names_others=frozenset({"person", "company", "lines"}),
)
