"""Read a list: its rows in order, one page, how many there are, and what stands beside one record in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from amity.kernel.commands import Actor
from amity.kernel.filters import Reading, filtered
from amity.kernel.paging import Page, edge_of, keyset_page
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import find_record_by_uid
from amity.records.lists.columns import field_of
from amity.records.lists.state import ListState

Rows = QuerySet[Any]


def matching(state: ListState, *, seen_by: Actor, reading: Reading = "page") -> Rows:
    """The records a list holds, in no order and without what its columns need; `reading` says what for."""
    rows = state.kind.visible_to(seen_by)
    view = state.record_list.view(state.view)
    if view and view.narrow:
        rows = view.narrow(rows)
    if state.within:
        kind_name, uid = state.within
        rows = state.record_list.within[kind_name](rows, find_record_by_uid(kind_name, uid, seen_by=seen_by))
    if state.wanted:
        rows = filtered(rows, state.wanted, state.wanted.catalogue, seen_by=seen_by, reading=reading)
    return rows


def list_page(
    rows: Rows, state: ListState, *, seen_by: Actor, after: str | None = None, before: str | None = None
) -> Page[Any]:
    """One page of `matching` rows, fetched with what the columns show. Invalid for a token of another list."""
    rows = fetched(rows, state, seen_by=seen_by)
    return keyset_page(rows, order=order_of(state), after=after, before=before)


def fetched(rows: Rows, state: ListState, *, seen_by: Actor, ordered: bool = True) -> Rows:
    """`rows` with what the columns (and the order) read of them."""
    shown = [column.field for column in state.columns]
    return _with_fetches(_lean(rows, shown, state), [*shown, *(sort_fields(state) if ordered else [])], seen_by)


def sort_fields(state: ListState) -> list[RecordField]:
    """The fields a list is ordered by."""
    return [field for name in state.sort if (field := field_of(state.kind, name.removeprefix("-")))]


def order_of(state: ListState) -> list[str]:
    """Field paths for `keyset_page`: those of every sort, the unique one of the last sort alone."""
    paths: list[str] = []
    for place, (name, by) in enumerate(zip(state.sort, sort_fields(state), strict=True)):
        sign = "-" if name.startswith("-") else ""
        is_last = place == len(state.sort) - 1
        paths += [sign + path for path in (by.sort if is_last else by.sort[:-1])]
    return paths


def loaded(fields: Sequence[RecordField], records: Sequence[Any], *, seen_by: Actor) -> dict[str, dict[int, Any]]:
    """The values that come per page, by field name and record id."""
    ids = [record.pk for record in records]
    return {field.name: field.load(ids, seen_by) for field in fields if field.load}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records before and after one in its list; None at the ends."""

    previous: Any
    next: Any


def neighbours(state: ListState, record: Any, *, seen_by: Actor) -> Neighbours:
    """What stands beside a record in a list, wherever in it: two index seeks, however long the list."""
    order = order_of(state)
    rows = _with_fetches(_lean(matching(state, seen_by=seen_by), [], state), sort_fields(state), seen_by)
    here = rows.filter(pk=record.pk).first()
    if here is None:
        return Neighbours(None, None)
    edge = edge_of(here, order)
    before = keyset_page(rows, order=order, before=edge, size=1).rows
    after = keyset_page(rows, order=order, after=edge, size=1).rows
    return Neighbours(before[0] if before else None, after[0] if after else None)


def _with_fetches(rows: Rows, fields: Sequence[RecordField], seen_by: Actor) -> Rows:
    # Several fields share one fetch: a person's company and role come with the same rows.
    for fetch in dict.fromkeys(field.fetch for field in fields if field.fetch):
        rows = fetch(rows, seen_by)
    return rows


def _lean(rows: Rows, shown: Sequence[RecordField], state: ListState) -> Rows:
    """Without the long texts that no column shows."""
    names = {field.name for field in shown}
    columns = {field.name for field in rows.model._meta.concrete_fields}
    long = [field.name for field in state.kind.fields if field.shape == "long_text" and field.name not in names]
    return rows.defer("search_text", *(name for name in long if name in columns))
