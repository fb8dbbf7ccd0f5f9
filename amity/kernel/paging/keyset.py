"""Pages by the sort values of their edges instead of an offset."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from amity.kernel.commands import Invalid

M = TypeVar("M", bound=Model)
PAGE = 50
COUNT_CEILING = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """`rows` in order; tokens are opaque and None where there is nothing further."""

    rows: list[M]
    next_token: str | None
    previous_token: str | None


def keyset_page(
    rows: QuerySet[M], *, order: Sequence[str], after: str | None = None, before: str | None = None, size: int = PAGE
) -> Page[M]:
    """Cut one page of `size` rows out of `rows`.

    `order` names fields (`-` for falling), none of them null, the last unique. `after` and `before` are tokens of an
    earlier page. Raises Invalid for a token that is not ours.
    """
    backwards = before is not None and after is None
    token = before if backwards else after
    keys = [_reversed(key) for key in order] if backwards else list(order)
    if token:
        rows = rows.filter(_beyond(keys, _decode(token, len(keys))))
    found = list(rows.order_by(*keys)[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([], None, None)
    has_next = more if not backwards else True
    has_previous = more if backwards else bool(token)
    return Page(
        found,
        _encode(found[-1], order) if has_next else None,
        _encode(found[0], order) if has_previous else None,
    )


def capped_count(rows: QuerySet[Any], ceiling: int = COUNT_CEILING) -> tuple[int, bool]:
    """How many rows there are, counting no further than `ceiling`; True when there are more."""
    counted = rows.order_by().values("pk")[: ceiling + 1].count()
    return min(counted, ceiling), counted > ceiling


def _beyond(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows after `values`: (a, b) > (x, y) written so that both planners start at a >= x in the index."""
    first, rest = keys[0], keys[1:]
    name, is_falling = first.lstrip("-"), first.startswith("-")
    further = Q(**{f"{name}__{'lt' if is_falling else 'gt'}": values[0]})
    if not rest:
        return further
    at_least = Q(**{f"{name}__{'lte' if is_falling else 'gte'}": values[0]})
    return at_least & (further | _beyond(rest, values[1:]))


def _reversed(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _encode(row: Model, order: Sequence[str]) -> str:
    values = [_plain(_attribute(row, key.lstrip("-"))) for key in order]
    raw = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _attribute(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _decode(token: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error):
        values = None
    if not isinstance(values, list) or len(values) != length or any(isinstance(v, dict | list) for v in values):
        raise Invalid("paging.bad_token", "This page link is damaged. Start again from the first page.", "after")
    return values
