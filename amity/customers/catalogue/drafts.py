"""What a caller says about a product, before anything is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class ProductDraft:
    """A product to be made. It needs a name or a code.

    `category` is a path ("Kitchen > Knives"), found or made. `unit_price` and `unit_cost` are millionths of
    `currency` (default: the home currency), None where unknown.
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


@dataclass(slots=True)
class ProductChange:
    """A change of one product: only the fields named in `set` (names of ProductDraft, except external ids).

    `external_ids` are added to those there are. `version` and `was` are what the caller had read; without a version
    the caller insists.
    """

    product_id: int
    set: Mapping[str, Any] = field(default_factory=dict)
    external_ids: Sequence[tuple[str, str]] = ()
    version: int | None = None
    was: Mapping[str, Any] | None = None
