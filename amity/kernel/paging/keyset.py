"""Pages by the sort values of their edges instead of an offset."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan, TupleLookupMixin

from amity.kernel.paging.tokens import decode_token, encode_token

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
    backwards = bool(before) and not after
    token = before if backwards else after
    keys = [_reversed(key) for key in order] if backwards else list(order)
    if token:
        names = [key.lstrip("-") for key in keys]
        rows = rows.filter(_beyond(keys, decode_token(token, _fields(rows, names))))
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
        edge_of(found[-1], order) if has_next else None,
        edge_of(found[0], order) if has_previous else None,
    )


def capped_count(rows: QuerySet[Any], ceiling: int = COUNT_CEILING) -> tuple[int, bool]:
    """How many rows there are, counting no further than `ceiling`; True when there are more."""
    counted = rows.order_by().values("pk")[: ceiling + 1].count()
    return min(counted, ceiling), counted > ceiling


def _beyond(keys: Sequence[str], values: Sequence[Any]) -> Any:
    """The rows after `values`. In one direction it is a row comparison, which both databases seek in the index even
    where thousands share the first key; in mixed directions they start at the first key and pass over its ties."""
    falling = [key.startswith("-") for key in keys]
    if len(keys) > 1 and len(set(falling)) == 1:
        beyond = _Before if falling[0] else _After
        return beyond(Tuple(*(F(key.lstrip("-")) for key in keys)), tuple(values))
    return _beyond_mixed(keys, values)


class _AsRows(TupleLookupMixin):
    """Django writes row comparisons out as ORs on SQLite, which may then read all that lies beyond and sort it."""

    def get_fallback_sql(self, compiler: Any, connection: Any) -> Any:
        return super(TupleLookupMixin, self).as_sql(compiler, connection)  # type: ignore[misc]


class _After(_AsRows, TupleGreaterThan):
    """(a, b) > (x, y)"""


class _Before(_AsRows, TupleLessThan):
    """(a, b) < (x, y)"""


def _beyond_mixed(keys: Sequence[str], values: Sequence[Any]) -> Q:
    first, rest = keys[0], keys[1:]
    name, is_falling = first.lstrip("-"), first.startswith("-")
    further = Q(**{f"{name}__{'lt' if is_falling else 'gt'}": values[0]})
    if not rest:
        return further
    at_least = Q(**{f"{name}__{'lte' if is_falling else 'gte'}": values[0]})
    return at_least & (further | _beyond_mixed(rest, values[1:]))


def _fields(rows: QuerySet[Any], names: Sequence[str]) -> list["Field[Any, Any]"]:
    query = rows.query.clone()
    return [F(name).resolve_expression(query).output_field for name in names]


def _reversed(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def edge_of(row: Model, order: Sequence[str]) -> str:
    """The token of the place where a row stands: `after` it or `before` it are pages, too."""
    return encode_token([_attribute(row, key.lstrip("-")) for key in order])


def _attribute(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row
