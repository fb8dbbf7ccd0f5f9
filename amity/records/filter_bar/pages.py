"""The pages and parts of a filter: builder, text, picker, bar, count, lookups."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from amity.kernel.commands import Actor
from amity.kernel.filters import Catalogue, Filter, FilterErrors, completions, parse_text
from amity.kernel.filters.words import LONGEST_TEXT
from amity.kernel.ui.lists import how_many
from amity.records.filter_bar import queries
from amity.records.filter_bar.around import Around, around_of
from amity.records.filter_bar.asking import askable, fitted, new_row
from amity.records.filter_bar.chips import WrittenFilter, bar_of
from amity.records.filter_bar.drafts import Group, Item, draft_from, draft_of, filter_of, is_draft, rows_of
from amity.records.filter_bar.forms import builder_of
from amity.records.filter_bar.moves import Focus, moved, number_of
from amity.records.filter_bar.words import bound_choices, period_choices, unit_choices
from amity.records.kinds.filtering import catalogue_of


@require_safe
def filter_page(request: HttpRequest, plural: str) -> HttpResponse:
    """The builder; the picker where a condition is to be added, the text box where the filter cannot be read."""
    around, catalogue = _opened(request, plural)
    asked = request.GET
    if is_draft(asked):
        return _edited(request, around, catalogue)
    text = asked.get("filter", "")
    try:
        wanted = parse_text(text, catalogue)
    except FilterErrors as wrong:
        return _written(request, WrittenFilter(around, text, wrong.errors))
    if asked.get("add") == "" or (wanted.root is None and "add" not in asked):
        return _picker(request, around, catalogue, wanted.to_text())
    draft = draft_of(wanted)
    begun: Item | None = None
    if what := asked.get("add"):
        begun = new_row(what, catalogue)
        draft = Group(items=[*_parts(draft), begun])
    elif (part := asked.get("part", "")).isdecimal() and int(part) < len(_parts(draft)):
        begun = _parts(draft)[int(part)]
    focus = Focus(number_of(draft, begun), "join" if isinstance(begun, Group) else "value") if begun else Focus()
    return _builder(request, around, catalogue, draft, focus)


@require_safe
def text_page(request: HttpRequest, plural: str) -> HttpResponse:
    """The filter as text."""
    around, catalogue = _opened(request, plural)
    text = request.GET.get("filter", "")
    try:
        return _written(request, WrittenFilter(around, parse_text(text, catalogue).to_text()))
    except FilterErrors as wrong:
        return _written(request, WrittenFilter(around, text, wrong.errors))


@require_safe
def bar(request: HttpRequest, plural: str) -> HttpResponse:
    """The bar above the list: chips, or the text with `form=text`."""
    around = around_of(plural, request.GET.dict(), seen_by=_actor(request))
    state = around.state.with_(filter=request.GET.get("filter", "").strip(), wanted=None)
    shown = bar_of(state, seen_by=_actor(request), as_text=request.GET.get("form") == "text")
    return render(request, "records_filter_bar/_bar.html", {"bar": shown, "is_swapped": True})


@require_safe
def count(request: HttpRequest, plural: str) -> HttpResponse:
    """How many records fit what is in the inputs; what is wrong with them instead."""
    around, catalogue = _opened(request, plural)
    context: dict[str, Any] = {"kind": around.kind}
    wanted: Filter | None
    if is_draft(request.GET):
        draft = draft_from(request.GET)
        wanted = filter_of(draft, catalogue)
        context["unfinished"] = [row for row in rows_of(draft) if row.error]
    else:
        text = request.GET.get("filter", "")
        try:
            wanted = parse_text(text, catalogue)
        except FilterErrors as wrong:
            wanted = None
            context["written"] = WrittenFilter(around, text, wrong.errors)
    if wanted is not None:
        counted = queries.count(wanted, around, seen_by=_actor(request))
        context |= {"count": counted[0], "said": how_many(*counted)}
    return render(request, "records_filter_bar/_count.html", context)


@require_safe
def choices(request: HttpRequest, plural: str) -> HttpResponse:
    """What an input offers for the letters typed."""
    around, _catalogue = _opened(request, plural)
    asked = request.GET
    found = queries.offered(
        around.kind.name,
        asked.get("what", ""),
        asked.get("q", ""),
        detail=asked.get("detail", ""),
        seen_by=_actor(request),
    )
    return render(request, "records_filter_bar/_choices.html", {"choices": found})


@require_safe
def completed(request: HttpRequest, plural: str) -> HttpResponse:
    """What can follow at a place of a filter's text."""
    _around, catalogue = _opened(request, plural)
    text, place = request.GET.get("filter", "")[:LONGEST_TEXT], request.GET.get("at", "")
    at = min(int(place), len(text)) if place.isascii() and place.isdecimal() and len(place) < 6 else len(text)
    found = completions(text, at, catalogue)
    return render(request, "records_filter_bar/_completions.html", {"completions": found})


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _opened(request: HttpRequest, plural: str) -> tuple[Around, Catalogue]:
    around = around_of(plural, request.GET.dict(), seen_by=_actor(request))
    return around, catalogue_of(around.kind.name, seen_by=_actor(request))


def _parts(draft: Group) -> list[Item]:
    """What has to hold together."""
    return draft.items if draft.join == "all" else [draft]


def _edited(request: HttpRequest, around: Around, catalogue: Catalogue) -> HttpResponse:
    """A button of the builder was pressed."""
    draft, do = draft_from(request.GET), request.GET.get("do", "")
    for row in rows_of(draft):
        fitted(row, catalogue)
    if do not in ("apply", "text"):
        return _builder(request, around, catalogue, draft, moved(draft, do))
    wanted = filter_of(draft, catalogue)
    if wanted is None:
        wrong = next((row for row in rows_of(draft) if row.error), None)
        focus = Focus(number_of(draft, wrong), "value") if wrong else Focus()
        return _builder(request, around, catalogue, draft, focus, status=422)
    if do == "text":
        return _written(request, WrittenFilter(around, wanted.to_text()))
    href = around.list_href(wanted.to_text())
    return HttpResponseClientRedirect(href) if _is_part(request) else redirect(href)


def _picker(request: HttpRequest, around: Around, catalogue: Catalogue, text: str) -> HttpResponse:
    groups = [
        (group.label, [(asked.label, around.href(filter=text, add=asked.what)) for asked in group.choices])
        for group in askable(catalogue)
    ]
    context = {"groups": groups, "text_href": around.href("text", filter=text), "back_href": around.list_href(text)}
    return _frame(request, around, "picker", context)


def _builder(
    request: HttpRequest, around: Around, catalogue: Catalogue, draft: Group, focus: Focus, status: int = 200
) -> HttpResponse:
    # The filter that the list has now, for whoever thinks better of it.
    was = request.GET.get("was", request.GET.get("filter", ""))
    context = {
        "was": was,
        "back_href": around.list_href(was),
        "builder": builder_of(draft, catalogue, focus),
        "periods": period_choices(),
        "units": unit_choices(),
        "bounds": bound_choices(),
    }
    return _frame(request, around, "builder", context, status)


def _written(request: HttpRequest, written: WrittenFilter) -> HttpResponse:
    return _frame(request, written.around, "text", {"written": written}, 422 if written.errors else 200)


def _is_part(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def _frame(request: HttpRequest, around: Around, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """In the dialog of the list, or as a page of its own."""
    target = request.htmx.target  # type: ignore[attr-defined]
    template = "page.html" if not _is_part(request) else "_inside.html" if target == "filter-frame" else "_frame.html"
    # The page of its own sends for its parts too.
    current = request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    context |= {
        "around": around,
        "part": f"records_filter_bar/_{name}.html",
        "is_page": not _is_part(request) or current.partition("?")[0].startswith(around.path()),
        "path": around.path(),
        "count_path": around.path("count"),
        "choices_path": around.path("choices"),
    }
    return render(request, f"records_filter_bar/{template}", context, status=status)
