"""What a shop said of one thing, all deliveries together: a function of what was told, not of the order it came in.

Of every part the newest is kept. So told twice is told once, older news never overwrites newer, and what comes before
what it belongs to waits here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amity.customers.shops.reading.tidings import Parts
from amity.kernel.money.amounts import divide_half_even, minor_from_millionths

State = dict[str, list[Any]]
"""Part -> [stamp, value], as JSON holds it."""


def merged(state: Mapping[str, Sequence[Any]], told: Parts) -> State:
    """The newer of each part. Equal stamps are the same delivery: read again, it may be read better."""
    after: State = {name: list(pair) for name, pair in state.items()}
    for name, (stamp, value) in told.items():
        if name not in after or list(stamp) >= list(after[name][0]):
            after[name] = [list(stamp), value]
    return after


def is_deleted(state: Mapping[str, Sequence[Any]]) -> bool:
    """Whether the shop said that the thing is gone, and never that it is back."""
    return "deleted" in state and "restored" not in state


def wanted_order(state: Mapping[str, Sequence[Any]]) -> dict[str, Any] | None:
    """The order as it should stand; None as long as only others spoke of it."""
    if "order" not in state:
        return None
    order = dict(state["order"][1])
    if is_deleted(state):
        order["status"] = "cancelled"
    return order


def wanted_refunds(state: Mapping[str, Sequence[Any]]) -> dict[str, dict[str, Any]]:
    """What was given back of an order that is known, by the refund's id, each as an order of its own.

    Nothing counts of a cancelled order, so neither do its refunds.
    """
    order = wanted_order(state)
    if order is None:
        return {}
    refunds = {name.partition(":")[2]: pair for name, pair in state.items() if name.startswith("refund:")}
    wanted = {}
    for place, (refund_id, (_stamp, told)) in enumerate(sorted(refunds.items()), 1):
        if "tax_millionths" in told:
            tax = minor_from_millionths(told["tax_millionths"], order["currency"])
        else:
            # Only the sum is known: it is made up of tax as the order was.
            tax = divide_half_even(told["total"] * order["tax"], order["total"]) if order["total"] > 0 else 0
        wanted[refund_id] = {
            "number": f"{order['number']}-R{place}",
            "ordered_at": told["ordered_at"] or order["ordered_at"],
            "currency": order["currency"],
            "status": "cancelled" if order["status"] == "cancelled" else "completed",
            "discount": 0,
            "tax": tax,
            "total": told["total"],
            "lines": told["lines"],
            "customer": order["customer"],
        }
    return wanted


NAMES = ("given_name", "family_name", "full_name")


def wanted_person(states: Iterable[Mapping[str, Sequence[Any]]]) -> dict[str, Any]:
    """What a shop says of one person under all the names it has for them: what it says of the customer goes before
    what stood on orders, the newer before the older. E-mails and phones are all it ever named, the newest first.
    """
    said: dict[str, list[tuple[int, list[Any], dict[str, str]]]] = {"names": [], "place": []}
    lists: dict[str, dict[str, tuple[list[Any], str]]] = {"email": {}, "phone": {}}
    for state in states:
        for name, (stamp, value) in state.items():
            source, _space, what = name.partition(" ")
            kind, _colon, key = name.partition(":")
            if what in said and source in ("profile", "seen"):
                said[what].append((int(source == "profile"), list(stamp), value))
            elif kind in lists:
                known = lists[kind].get(key)
                if known is None or list(stamp) > known[0]:
                    lists[kind][key] = (list(stamp), value)
    return {
        "names": _best(said["names"]),
        "place": _best(said["place"]),
        "emails": _newest_first(lists["email"]),
        "phones": _newest_first(lists["phone"]),
    }


def _best(said: list[tuple[int, list[Any], dict[str, str]]]) -> dict[str, str]:
    return max(said, key=lambda item: (item[0], item[1]))[2] if said else {}


def _newest_first(found: Mapping[str, tuple[list[Any], str]]) -> list[str]:
    return [value for _stamp, value in sorted(found.values(), key=lambda pair: (pair[0], pair[1]), reverse=True)]


def email_keys(state: Mapping[str, Sequence[Any]]) -> list[str]:
    """The addresses a customer is matched by."""
    return sorted(name.partition(":")[2] for name in state if name.startswith("email:"))
