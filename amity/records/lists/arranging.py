"""The page and dialog that arrange a list: columns and their order, sorts, groups, layout. A plain form that asks."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from amity.records.lists.action_pages import listed_kind
from amity.records.lists.columns import Column, field_of
from amity.records.lists.state import ListState, is_groupable
from amity.records.lists.viewing import opened
from amity.workspace.accounts.requests import SignedIn

SORTS_OFFERED = 3


@require_safe
def arrangement(request: SignedIn, plural: str) -> HttpResponse:
    """Offer how the list of the address can be arranged; once sent (`arranged`), lead to that list."""
    kind = listed_kind(plural)
    asked = request.GET
    state = opened(kind.name, asked.dict(), seen_by=request.actor).state
    if "column" in asked:
        state = _as_sent(state, asked)
        if "move" not in asked:
            return redirect(state.href())
    is_dialog = bool(getattr(request, "htmx", False))
    template = "records_lists/_arrangement.html" if is_dialog else "records_lists/arrangement.html"
    return render(request, template, {**_offered(state), "is_dialog": is_dialog})


def _as_sent(state: ListState, asked: QueryDict) -> ListState:
    """The list as the form has it. Columns stand in the order they were sent; `move=email:-1` moves one."""
    widths = {column.field.name: column.width for column in state.columns}
    fields = [field_of(state.kind, name) for name in dict.fromkeys(asked.getlist("column"))]
    columns = [Column(field, widths.get(field.name)) for field in fields if field]
    name, _colon, by = asked.get("move", "").partition(":")
    place = next((place for place, column in enumerate(columns) if column.field.name == name), None)
    if place is not None and by in ("-1", "1") and 0 < place + int(by) < len(columns):
        columns.insert(place + int(by), columns.pop(place))
    sorts: dict[str, str] = {}
    for place in range(SORTS_OFFERED):
        field = field_of(state.kind, asked.get(f"by{place}", ""))
        if field and field.sort:
            sorts.setdefault(field.name, f"-{field.name}" if asked.get(f"falls{place}") else field.name)
    group = field_of(state.kind, asked.get("by", ""))
    return state.with_(
        columns=tuple(columns) or state.columns,
        sort=tuple(sorts.values()) or state.sort,
        group=group.name if group and is_groupable(group, state.kind) else "",
    )


def _offered(state: ListState) -> dict[str, Any]:
    kind = state.kind
    chosen = [column.field for column in state.columns]
    sortable = [field for field in kind.fields if field.sort]
    sorts = [*state.sort, *[""] * SORTS_OFFERED][:SORTS_OFFERED]
    return {
        "state": state,
        "kind": kind,
        "columns": [(field, True) for field in chosen]
        + [(field, False) for field in kind.fields if field not in chosen],
        "sorts": [(place, name.removeprefix("-"), name.startswith("-")) for place, name in enumerate(sorts)],
        "sortable": sortable,
        "groupable": [field for field in kind.fields if is_groupable(field, kind)],
        "kept": [
            (name, value) for name, value in state.pairs() if name in ("view", "filter", *state.record_list.within)
        ]
        + [("columns", state.written["columns"]), ("layout", state.layout)],
    }
