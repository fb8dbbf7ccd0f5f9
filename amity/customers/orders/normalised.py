"""Values of an order and its lines, checked and brought into the form that is stored; pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.catalogue.normalised import currency_code
from amity.customers.contact.names import clean
from amity.customers.orders.amounts import line_net
from amity.customers.orders.drafts import LineDraft
from amity.customers.orders.models import Status
from amity.kernel.commands import Invalid
from amity.kernel.money import LARGEST_MINOR
from amity.kernel.text import sort_key

_DIGITS = re.compile(r"\d+")
_STATUSES = frozenset(Status.values)


def number_key(number: str, title: str) -> str:
    """Sorts 9 before 10; an order without a number stands by its title."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(12), sort_key(number or title, length=100))[:200]


def order_search_text(number: str, title: str) -> str:
    """The text an order is found by."""
    return sort_key(f"{number} {title}", length=450)


def _moment(value: datetime | str | None) -> datetime:
    """A moment in UTC; forms send it in ISO 8601."""
    if not value:
        raise Invalid("order.undated", _("An order needs a date."), "ordered_at")
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if timezone.is_naive(value):
        raise Invalid("order.no_time_zone", _("The date of an order needs a time zone."), "ordered_at")
    return value.astimezone(UTC)


def _status(value: str) -> str:
    if value not in _STATUSES:
        raise Invalid(
            "order.no_such_status",
            _("“%(status)s” is no status of an order.") % {"status": str(value)[:40]},
            "status",
        )
    return str(value)


def _minor(field: str) -> Callable[[int | None], int]:
    def checked(value: int | None) -> int:
        if value is not None and not -LARGEST_MINOR <= value <= LARGEST_MINOR:
            raise Invalid("order.amount_too_large", _("This amount is too large to count with."), field)
        return value or 0

    return checked


def _known_minor(field: str) -> Callable[[int | None], int | None]:
    checked = _minor(field)
    return lambda value: None if value is None else checked(value)


Line = tuple[int | None, str, int, int, int, int]
"""A line as stored: product, description, quantity, unit price, discount, net."""


OF_A_LINE = ("product_id", "description", "quantity", "unit_price", "discount", "net")


def line_value(line: Line) -> dict[str, Any]:
    """A stored line as forms and facts hold it."""
    return dict(zip(OF_A_LINE, line, strict=True))


def stored_line(line: LineDraft, products: Mapping[int, str]) -> Line:
    """A line with its net; `products` names those that exist. Raises Invalid."""
    if line.product_id and line.product_id not in products:
        raise Invalid("order.no_such_product", _("A line names a product that does not exist."), "lines")
    description = clean(line.description, 300) or (products[line.product_id] if line.product_id else "")
    return (line.product_id, description, line.quantity, line.unit_price, line.discount, line_net(line))


def line_drafts(lines: Iterable[LineDraft | Mapping[str, Any]]) -> list[LineDraft]:
    """Lines as drafts; forms send mappings of the same names."""
    return [line if isinstance(line, LineDraft) else LineDraft(**line) for line in lines]


def stored_lines(lines: Sequence[LineDraft], products: Mapping[int, str]) -> list[Line]:
    """All lines of an order, in their order. Raises Invalid."""
    return [stored_line(line, products) for line in lines]


def _as_is(value: Any) -> Any:
    return value


# One function per field: a draft goes through all of them, a change through those it names. Lines stand apart.
CLEANERS: dict[str, Callable[[Any], Any]] = {
    "ordered_at": _moment,
    "number": lambda value: clean(value, 100),
    "title": lambda value: clean(value, 300),
    "person_id": _as_is,
    "company_id": _as_is,
    "currency": currency_code,
    "status": _status,
    "channel": lambda value: clean(value, 60),
    "discount": _minor("discount"),
    "tax": _minor("tax"),
    "net": _known_minor("net"),
    "total": _known_minor("total"),
    "owner_id": _as_is,
    "team_id": _as_is,
}
