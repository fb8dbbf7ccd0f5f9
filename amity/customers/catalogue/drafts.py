"""What a caller says about a product, before anything is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class ProductDraft:
    """A product to be made. It needs a name or a code.

    `category` is a path ("Kitchen > Knives"), found or made. `unit_price` and `unit_cost` are millionths of
    `currency` (default: the home currency), None where unknown. A change (RecordChange) names these fields.
    """

    name: str = ""
    code: str = ""
    category: str = ""
    currency: str = ""
    unit_price: int | None = None
    unit_cost: int | None = None
    description: str = ""
    is_active: bool = True
    external_ids: Sequence[tuple[str, str]] = ()
    owner_id: int | None = None
    team_id: int | None = None
    occurred_at: datetime | None = None
