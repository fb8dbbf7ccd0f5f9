"""What happens with orders."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amity.customers.orders.models import Status
from amity.kernel.facts.kinds import Fact
from amity.kernel.ui.formats import money


def _items_and_amount(data: dict[str, Any]) -> tuple[str, str]:
    lines = data.get("lines") or 0
    items = ngettext("%(count)s item", "%(count)s items", lines) % {"count": lines} if lines else ""
    total = data.get("total")
    return items, money(abs(total), data["currency"]) if total is not None else ""


def _what(data: dict[str, Any]) -> str:
    items, amount = _items_and_amount(data)
    if items and amount:
        return _("%(items)s for %(amount)s") % {"items": items, "amount": amount}
    if amount:
        return amount
    return items or _("no amount given")


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Fact):
    """A customer ordered, or gave back what they had ordered (`is_refund`). `total` is minor units."""

    name = "order.placed"
    group = "order"
    sentence = gettext_lazy("Order {number}: {what}")
    link = ("order", "order_id", "number")
    names_actor = False

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str
    is_refund: bool | None = None
    is_cancelled: bool | None = None

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        number, is_refund = data.get("number") or "", data.get("is_refund")
        if number:
            sentence = _("Refund {number}: {what}") if is_refund else str(cls.sentence)
        else:
            sentence = _("Refund: {what}") if is_refund else _("Order: {what}")
        told = sentence.format(number=number, what=_what(data))
        return _("%(told)s, since cancelled") % {"told": told} if data.get("is_cancelled") else told


@dataclass(frozen=True, kw_only=True)
class OrderDrafted(Fact):
    """An order was prepared that is not placed yet."""

    name = "order.drafted"
    group = "order"
    sentence = gettext_lazy("drafted an order of {amount}")
    link = ("order", "order_id", "number")

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        _items, amount = _items_and_amount(data)
        return str(cls.sentence).format(amount=amount) if amount else _("drafted an order")


@dataclass(frozen=True, kw_only=True)
class OrderStatusChanged(Fact):
    """An order came further: `before` and `after` are statuses."""

    name = "order.status_changed"
    group = "order"
    sentence = gettext_lazy("moved order {number} from {before} to {after}")
    link = ("order", "order_id", "number")

    order_id: int
    number: str
    before: str
    after: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        labels = {status.value: str(status.label) for status in Status}
        return str(cls.sentence).format(
            number=data.get("number", ""),
            before=labels.get(data["before"], data["before"]),
            after=labels.get(data["after"], data["after"]),
        )


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(Fact):
    """An order was cancelled; it counts for nothing from now on."""

    name = "order.cancelled"
    group = "order"
    sentence = gettext_lazy("cancelled order {number} of {amount}")
    link = ("order", "order_id", "number")

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        _items, amount = _items_and_amount(data)
        sentence = str(cls.sentence) if amount else _("cancelled order {number}")
        return sentence.format(number=data.get("number", ""), amount=amount)


@dataclass(frozen=True, kw_only=True)
class OrderLinesAdded(Fact):
    """Lines came to an order that was there already; `lines` are the new ones, `total` what it comes to now."""

    name = "order.lines_added"
    group = "order"
    sentence = gettext_lazy("added {items} to order {number}, now {amount}")
    link = ("order", "order_id", "number")

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        items, amount = _items_and_amount(data)
        return str(cls.sentence).format(items=items, number=data.get("number", ""), amount=amount)


@dataclass(frozen=True, kw_only=True)
class OrdersConverted(Fact):
    """Orders got their value in the home currency, after rates were added. `order_ids` are at most 500."""

    name = "orders.converted"
    sentence = gettext_lazy("converted {count} orders to {home}")
    public = False

    home: str
    count: int
    order_ids: list[int]
