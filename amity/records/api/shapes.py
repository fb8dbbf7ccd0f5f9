"""Fields of the registry that a room's own schema does not read: JSON and types by their shapes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from amity.kernel.api.answers import moment
from amity.kernel.api.values import Holder, Money, Ref, money_out, price_out
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import kind_numbered
from amity.workspace.settings.queries import organisation


@dataclass(frozen=True, slots=True)
class Shape:
    """The type in the document, and value -> JSON."""

    type: Any
    write: Callable[[Any], Any]


def shape_of(field: RecordField) -> Shape:
    """How a field is given, by its shape."""
    return _SHAPES[field.shape]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _record(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    kind = kind_numbered(value.record_kind)
    return {"id": str(value.uid), "kind": kind.name, "name": kind.title(value)}


def _holder(value: Any) -> dict[str, Any] | None:
    return None if value is None else {"id": str(value.uid), "name": value.name}


def _home(value: int | None) -> dict[str, str] | None:
    return None if value is None else money_out(value, organisation().home_currency)


_TEXT = Shape(str, _text)
_SHAPES = {
    **dict.fromkeys(("name", "text", "long_text", "email", "phone", "choice", "place"), _TEXT),
    "number": Shape(int | None, lambda value: value),
    "money": Shape(Money | None, lambda value: None if value is None else money_out(*value)),
    "price": Shape(Money | None, lambda value: None if value is None else price_out(*value)),
    "home_money": Shape(Money | None, _home),
    "day": Shape(date | None, lambda value: None if value is None else value.isoformat()),
    "moment": Shape("moment", moment),
    "yes_no": Shape(bool, bool),
    "record": Shape(Ref | None, _record),
    "account": Shape(Holder | None, _holder),
    "team": Shape(Holder | None, _holder),
    "tags": Shape(list[str], lambda tags: [tag.name for tag in tags or ()]),
}
