"""What this room shows on the pages of companies: who works there."""

from typing import Any

from amity.customers.people.queries import people_of
from amity.kernel.commands import Actor
from amity.records.kinds.registry import Panel, register_panel

SHOWN = 8


def people_panel(record: Any, *, seen_by: Actor) -> dict[str, Any]:
    """The people of a company; one more than shown tells that there are more."""
    found = people_of(record, seen_by=seen_by, limit=SHOWN + 1)
    return {"employments": found[:SHOWN], "has_more": len(found) > SHOWN}


def contribute() -> None:
    """Called from ready()."""
    register_panel("company", Panel("people", "customers_people/_people.html", people_panel, zone="around", order=10))
