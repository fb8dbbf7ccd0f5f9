"""What a caller says about an order, before anything is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amity.customers.orders.models import Status
from amity.kernel.money import MILLION

__all__ = ["LineDraft", "LinesAddition", "OrderDraft", "Status"]


@dataclass(slots=True)
class LineDraft:
    """A line: `quantity`, `unit_price`, `discount` and `net` in millionths; `net` where the source gives it.

    A line without a description is described by its product's name.
    """

    product_id: int | None = None
    description: str = ""
    quantity: int = MILLION
    unit_price: int = 0
    discount: int = 0
    net: int | None = None


@dataclass(slots=True)
class OrderDraft:
    """An order to be made. Amounts are minor units of `currency` (default: the home currency).

    With lines, net is their sum less `discount`, and total is net plus `tax`: a `net` or `total` given is left aside.
    Without lines, `net` or `total` are taken as given, None where unknown. The company defaults to the person's
    primary one, the owner to the customer's. A change (RecordChange) names these fields; its `lines` replace all.
    """

    ordered_at: datetime | None = None
    number: str = ""
    title: str = ""
    person_id: int | None = None
    company_id: int | None = None
    currency: str = ""
    status: str = Status.COMPLETED
    channel: str = ""
    lines: Sequence[LineDraft] = ()
    discount: int = 0
    tax: int = 0
    net: int | None = None
    total: int | None = None
    external_ids: Sequence[tuple[str, str]] = ()
    owner_id: int | None = None
    team_id: int | None = None
    occurred_at: datetime | None = None


@dataclass(slots=True)
class LinesAddition:
    """Lines that come after their order, as from a file of their own."""

    order_id: int
    lines: Sequence[LineDraft]
