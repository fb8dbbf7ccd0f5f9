"""What this room adds to the page of a product: taking it out of sale and putting it back."""

from typing import Any

from amity.kernel.commands import Actor
from amity.records.kinds.registry import Panel, register_panel


def sale_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """Nothing for those who may only read."""
    return {"product": record, "may_change": seen_by.may_write}


def contribute() -> None:
    """Called from ready()."""
    register_panel("product", Panel("sale", "customers_catalogue/_sale.html", sale_panel, zone="menu", order=10))
