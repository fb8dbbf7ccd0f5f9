"""What happens with orders."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amity.customers.orders.models import Status
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.refs import Ref
from amity.kernel.ui.formats import money
from amity.records.kinds.numbers import ORDER


def _lines_and_amount(data: dict[str, Any]) -> tuple[str, str]:
    """A line may stand for many pieces: lines are what is counted."""
    count = data.get("lines") or 0
    lines = ngettext("%(count)s line", "%(count)s lines", count) % {"count": count} if count else ""
    total = data.get("total")
    return lines, money(abs(total), data["currency"]) if total is not None else ""


def _what(data: dict[str, Any]) -> str:
    lines, amount = _lines_and_amount(data)
    if lines and amount:
        return _("%(lines)s for %(amount)s") % {"lines": lines, "amount": amount}
    return lines or amount or _("no amount given")


def _called(data: dict[str, Any]) -> str:
    """“order A-1”, or “an order” without a number."""
    number = data.get("number")
    return _("order %(number)s") % {"number": number} if number else _("an order")


Changed = tuple[Ref, dict[str, Any]]


def _status_of(data: dict[str, Any]) -> Changed:
    """The change of status that a fact tells; unknown where it keeps no earlier one, as up to version 0.1."""
    pair = [data["before"], data["after"]] if "before" in data else None
    return Ref(ORDER, data["order_id"]), {"status": pair}


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Fact):
    """A customer ordered, or gave back what they had ordered (`is_refund`). `total` is minor units.

    It is the customer's deed: the sentence stands without whoever wrote it down. `before` and `after` are statuses,
    of an order that was prepared before.
    """

    name = "order.placed"
    group = "order"
    sentence = gettext_lazy("Order {number}: {what}")
    names_actor = False

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str
    is_refund: bool | None = None
    is_cancelled: bool | None = None
    before: str | None = None
    after: str | None = None

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        number, what = data.get("number", ""), _what(data)
        if data.get("is_refund"):
            sentence = _("Returned {what} ({number})") if number else _("Returned {what}")
        else:
            sentence = str(cls.sentence) if number else _("Order: {what}")
        told = sentence.format(number=number, what=what)
        return _("%(told)s, since cancelled") % {"told": told} if data.get("is_cancelled") else told

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> Changed | None:
        return _status_of(data) if "before" in data else None

    @classmethod
    def making_of(cls, data: dict[str, Any]) -> Ref | None:
        return None if "before" in data else Ref(ORDER, data["order_id"])


@dataclass(frozen=True, kw_only=True)
class OrderDrafted(Fact):
    """An order was prepared that is not placed yet."""

    name = "order.drafted"
    group = "order"
    sentence = gettext_lazy("drafted {order} of {amount}")

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        _lines, amount = _lines_and_amount(data)
        sentence = str(cls.sentence) if amount else _("drafted {order}")
        return sentence.format(order=_called(data), amount=amount)

    @classmethod
    def making_of(cls, data: dict[str, Any]) -> Ref | None:
        return Ref(ORDER, data["order_id"])


@dataclass(frozen=True, kw_only=True)
class OrderStatusChanged(Fact):
    """An order came further: `before` and `after` are statuses."""

    name = "order.status_changed"
    group = "order"
    sentence = gettext_lazy("moved {order} from {before} to {after}")

    order_id: int
    number: str
    before: str
    after: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        labels = {status.value: str(status.label) for status in Status}
        return str(cls.sentence).format(
            order=_called(data),
            before=labels.get(data["before"], data["before"]),
            after=labels.get(data["after"], data["after"]),
        )

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> Changed | None:
        return _status_of(data)


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(Fact):
    """An order was cancelled; it counts for nothing from now on. `before` is the status it had."""

    name = "order.cancelled"
    group = "order"
    sentence = gettext_lazy("cancelled {order} of {amount}")

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str
    before: str | None = None

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        _lines, amount = _lines_and_amount(data)
        sentence = str(cls.sentence) if amount else _("cancelled {order}")
        return sentence.format(order=_called(data), amount=amount)

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> Changed | None:
        return _status_of({**data, "after": Status.CANCELLED.value})


@dataclass(frozen=True, kw_only=True)
class OrderLinesAdded(Fact):
    """Lines came to an order that was there already; `lines` are the new ones, `total` what it comes to now."""

    name = "order.lines_added"
    group = "order"
    sentence = gettext_lazy("added {lines} to {order}, now {amount}")

    order_id: int
    number: str
    lines: int
    total: int | None
    currency: str

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        lines, amount = _lines_and_amount(data)
        return str(cls.sentence).format(lines=lines, order=_called(data), amount=amount)

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> Changed | None:
        # What it held before is not kept: files of lines are long.
        return Ref(ORDER, data["order_id"]), {"lines": None, "net": None, "total": None}


@dataclass(frozen=True, kw_only=True)
class OrdersConverted(Fact):
    """Orders got their value in the home currency, after rates were added. `order_ids` are at most 500."""

    name = "orders.converted"
    sentence = gettext_lazy("converted {count} orders to {home}")
    public = False

    home: str
    count: int
    order_ids: list[int]
