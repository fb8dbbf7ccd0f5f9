"""The list of a kind, whichever kind."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amity.kernel.commands import Actor, Invalid
from amity.kernel.paging import Page, capped_count
from amity.records.kinds.fields import RecordField
from amity.records.lists import queries
from amity.records.lists.grouping import grouped, grouped_field, shown_columns
from amity.records.lists.heads import headings
from amity.records.lists.painting import board_cards_html, cards_html, rows_html
from amity.records.lists.shown import layout_links, pager_of, parent_of, reset_href, view_tabs, why_empty
from amity.records.lists.state import ListState, Problem
from amity.records.lists.viewing import opened
from amity.records.samples.queries import has_samples
from amity.workspace.settings.queries import organisation


def list_page(request: HttpRequest, kind_name: str) -> HttpResponse:
    """The list that the URL asks for. What cannot be read is named in a notice (422), the rest is shown."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = opened(kind_name, request.GET.dict(), seen_by=actor)
    state, problems = found.state, found.problems
    matching = queries.matching(state, seen_by=actor)
    by = grouped_field(state)
    page, more = (Page([], None, None), []) if by else _page(request, matching, state, actor)
    problems += more
    shown = _groups(matching, state, by, actor) if by else _rows(state, page, actor)
    context = {
        "state": state,
        "kind": state.kind,
        "record_list": state.record_list,
        # What is wrong with the filter stands in its bar.
        "problems": [problem for problem in problems if problem.parameter != "filter"],
        "tabs": [] if state.within else view_tabs(found, seen_by=actor),
        "saved_view": found.view,
        "reset_href": reset_href(state),
        "layouts": layout_links(state),
        "may_move": actor.may_write,
        "built_in_notice": _notice(state, actor),
        "has_samples": has_samples(seen_by=actor),
        "parent": parent_of(state, seen_by=actor),
        "pager": pager_of(state, page, capped_count(queries.matching(state, seen_by=actor, reading="count"))),
        **shown,
    }
    if not (page.rows or context.get("groups")):
        asked = request.GET
        context["empty"] = why_empty(
            state, is_first_page=not (asked.get("after") or asked.get("before")), seen_by=actor
        )
    return render(request, "records_lists/list.html", context, status=422 if problems else 200)


def _page(request: HttpRequest, rows: queries.Rows, state: ListState, actor: Actor) -> tuple[Page[Any], list[Problem]]:
    """The page asked for; the first one where the link to another is damaged."""
    after, before = request.GET.get("after"), request.GET.get("before")
    try:
        return queries.list_page(rows, state, seen_by=actor, after=after, before=before), []
    except Invalid as damaged:
        if not (after or before):
            raise
        problem = Problem("after" if after else "before", damaged.message)
        return queries.list_page(rows, state, seen_by=actor), [problem]


def _groups(rows: queries.Rows, state: ListState, by: RecordField, actor: Actor) -> dict[str, Any]:
    """The list in groups, or as a board whose columns they are."""
    home = organisation().home_currency
    found = grouped(rows, state, by, seen_by=actor, home_currency=home)
    columns = shown_columns(state, by)
    loaded = queries.loaded([column.field for column in columns], found.records, seen_by=actor)
    context: dict[str, Any] = {"grouped": found, "by": by, "is_board": state.layout == "board"}
    if state.layout in ("board", "cards"):
        paint = board_cards_html if state.layout == "board" else cards_html
        cards = [paint(group.records, columns, loaded, kind=state.kind, home_currency=home) for group in found.groups]
        context["groups"] = [
            (group, list(zip(group.records, made, strict=True)))
            for group, made in zip(found.groups, cards, strict=True)
        ]
    else:
        context["headings"] = headings(state.with_(columns=columns))
        context["groups"] = [
            (group, rows_html(group.records, columns, loaded, kind=state.kind, home_currency=home))
            for group in found.groups
        ]
        context["width"] = len(columns) + 1
    if not any(group.count for group in found.groups):
        context["groups"] = []
    return context


def _rows(state: ListState, page: Page[Any], actor: Actor) -> dict[str, Any]:
    loaded = queries.loaded([column.field for column in state.columns], page.rows, seen_by=actor)
    home = organisation().home_currency
    if state.layout == "cards":
        return {"cards": cards_html(page.rows, state.columns, loaded, kind=state.kind, home_currency=home)}
    rows = rows_html(page.rows, state.columns, loaded, kind=state.kind, home_currency=home)
    return {"headings": headings(state), "rows": rows}


def _notice(state: ListState, actor: Actor) -> Any:
    """What a built-in view says above its list: (sentence, words of a link, its address)."""
    view = state.record_list.view(state.view)
    return view.notice(seen_by=actor) if view and view.notice else None
