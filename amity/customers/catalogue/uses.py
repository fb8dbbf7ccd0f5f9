"""Where products are in use: higher rooms say, so that one in use is not deleted."""

from collections.abc import Callable

Count = Callable[[int], tuple[int, bool]]
"""Of a product's id: how many records it stands on, and whether there are more than were counted."""

_counts: list[Count] = []


def register_use(count: Count) -> None:
    """Let a room hold products; called from an app's ready()."""
    _counts.append(count)


def uses_of(product_id: int) -> tuple[int, bool]:
    """On how many records a product stands (one query for each room that holds products)."""
    found = [count(product_id) for count in _counts]
    return sum(number for number, _more in found), any(more for _number, more in found)
