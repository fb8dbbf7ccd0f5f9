"""What a delivery tells of things in the shop, in parts that stand for themselves."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from amity.customers.contact.emails import email_key
from amity.kernel.commands import Invalid
from amity.kernel.text import sort_key

Stamp = tuple[str, int, str]
"""When the shop wrote it (UTC, as text that sorts), how late its topic comes in the life of the thing, a digest."""
Parts = dict[str, tuple[Stamp, Any]]
"""Values by the name of the part, each with its stamp; JSON."""

ORDER, CUSTOMER, PRODUCT = "order", "customer", "product"
LONGEST_ID = 120


class Ignored(Exception):
    """There is nothing to do with this delivery; the message says why."""


class Unreadable(Exception):
    """A delivery does not have the form its topic has; the message says what is missing."""


@dataclass(slots=True)
class Tidings:
    """All that one delivery tells: parts by (kind, what the shop calls the thing).

    `about` is the thing it is chiefly about, `customer` the customer it concerns; `asks` is what the shop asks of us:
    "erasure" or "data" of the customer, "shop erasure" of all.
    """

    things: dict[tuple[str, str], Parts] = field(default_factory=dict)
    about: tuple[str, str] = ("", "")
    customer: str = ""
    asks: str = ""

    def tell(self, kind: str, value: str, part: str, stamp: Stamp, told: Any) -> None:
        parts = self.things.setdefault((kind, value), {})
        if part not in parts or tuple(parts[part][0]) <= stamp:
            parts[part] = (stamp, told)


def read_json(body: bytes) -> dict[str, Any]:
    """The object a body holds. Raises Unreadable."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("the body is no JSON") from None
    if not isinstance(payload, dict):
        raise Unreadable("the body is no JSON object")
    return payload


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def moment(value: Any) -> str:
    """A time as text in UTC that sorts; '' for none. Seconds since 1970 are taken too; without a zone it is UTC."""
    if value in (None, ""):
        return ""
    try:
        if isinstance(value, int | float):
            at = datetime.fromtimestamp(value, UTC)
        else:
            at = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        raise Unreadable(f"“{str(value)[:40]}” is no time") from None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def identity(payload: Mapping[str, Any], name: str = "id") -> str:
    """The id a thing has in the shop. Raises Unreadable when there is none."""
    value = payload.get(name)
    if value in (None, "", 0) or isinstance(value, dict | list | bool):
        raise Unreadable(f"there is no “{name}”")
    return str(value)[:LONGEST_ID]


def text(payload: Any, *names: str) -> str:
    """The first of these values that is text or a number, without outer space and what no database keeps; '' for
    none."""
    for name in names:
        value = payload.get(name) if isinstance(payload, dict) else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            # NUL, and halves of a pair of surrogates, which JSON can spell.
            return str(value).replace("\0", "").encode("utf-8", "replace").decode().strip()
    return ""


def part_of(payload: Any, name: str) -> dict[str, Any]:
    """An object inside an object; empty where there is none."""
    value = payload.get(name) if isinstance(payload, dict) else None
    return value if isinstance(value, dict) else {}


def items_of(payload: Any, name: str) -> list[dict[str, Any]]:
    """The objects of a list inside an object; empty where there is none."""
    value = payload.get(name) if isinstance(payload, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def key_of_email(address: str) -> str:
    """The form an address is matched by; '' for what is no address."""
    try:
        return email_key(address) if address else ""
    except Invalid:
        return ""


def tell_customer(
    tidings: Tidings,
    value: str,
    stamp: Stamp,
    *,
    part: str,
    given_name: str = "",
    family_name: str = "",
    full_name: str = "",
    email: str = "",
    phone: str = "",
    place: Mapping[str, str] | None = None,
) -> str:
    """Tell of a customer with an id, or of a guest by their e-mail; return what they are called then, '' for nobody.

    `part` is "profile" for what the shop says of the customer, "seen" for what stood on an order.
    """
    key = key_of_email(email)
    value = value or (f"mail:{key}"[:LONGEST_ID] if key else "")
    if not value:
        return ""
    tidings.tell(CUSTOMER, value, "known", ("", 0, ""), True)
    names = {"given_name": given_name[:150], "family_name": family_name[:150], "full_name": full_name[:300]}
    if any(names.values()):
        tidings.tell(CUSTOMER, value, f"{part} names", stamp, names)
    if place and any(place.values()):
        tidings.tell(CUSTOMER, value, f"{part} place", stamp, dict(place))
    if key:
        tidings.tell(CUSTOMER, value, f"email:{key}", stamp, key)
    if phone:
        tidings.tell(CUSTOMER, value, f"phone:{phone[:60]}", stamp, phone[:60])
    tidings.customer = tidings.customer or value
    return value


def tell_product(
    tidings: Tidings, stamp: Stamp, *, name: str, sku: str, number: str, price: int | None, currency: str
) -> str:
    """Tell of a product that stands on a line, by its SKU, else its number in the shop; return what it is called."""
    key = sort_key(sku, length=100)
    value = f"sku:{key}" if key else f"id:{number}" if number else ""
    if value:
        seen = {"name": name[:300], "code": sku[:100], "unit_price": price, "currency": currency}
        tidings.tell(PRODUCT, value, "seen", stamp, seen)
    return value
