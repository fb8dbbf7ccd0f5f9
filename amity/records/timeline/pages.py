"""A record's history on its page, its parts for htmx, and every entry on a page of its own."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.history import Entry, days
from amity.records.kinds.registry import RecordKind, find_record_by_uid, kind_named, kind_numbered
from amity.records.timeline.entries import TimelineEntry
from amity.records.timeline.forms import EntryForm
from amity.records.timeline.queries import TimelineOutline, before_year, entry, timeline, timeline_outline
from amity.records.timeline.writing import writables, write_entry
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn

SMALL_GROUPS = {"change", "import", "account"}


def history_context(request: Any, record: Any, *, form: EntryForm | None = None) -> dict[str, Any]:
    """What `records_timeline/_record_history.html` shows of a record that the viewer sees.

    Reads `group`, `year` and `before` from the address.
    """
    kind = kind_numbered(record.ref.kind)
    asked = {name: request.GET[name] for name in ("group", "year", "before") if request.GET.get(name)}
    group, year = asked.get("group"), asked.get("year", "")
    before = asked.get("before") or (before_year(int(year), seen_by=request.actor) if _is_year(year) else None)
    page = timeline(record, seen_by=request.actor, group=group, before=before)
    outline = timeline_outline(record, seen_by=request.actor)
    parts = reverse("records_timeline:history", args=[kind.name, record.uid])
    return {
        "days": days(_shown(item) for item in page.entries),
        "history": {
            "action": parts,
            "form": form or EntryForm(),
            "writables": writables() if request.actor.may_write else [],
            "groups": _group_links(kind.path(record), parts, outline, group),
            "years": _year_links(kind.path(record), parts, outline, group, year),
            "older": _links(kind.path(record), parts, group=group, before=page.older) if page.older else None,
            "newest": _links(kind.path(record), parts, group=group) if before else None,
            "is_empty": not page.entries,
        },
    }


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: SignedIn, kind: str, uid: UUID) -> HttpResponse:
    """The part of a record's page that shows its history (GET), or a new entry in it (POST).

    Without htmx the answer is the record's own page, or a page of its own for what was not right.
    """
    record = find_record_by_uid(kind_named(kind).name, uid, seen_by=request.actor)
    found = kind_named(kind)
    if request.method == "POST":
        return _written(request, found, record)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{found.path(record)}?{request.GET.urlencode()}#history")
    template = "_older" if request.GET.get("before") else "_record_history"
    return render(request, f"records_timeline/{template}.html", history_context(request, record))


@require_safe
def entry_page(request: SignedIn, fact_id: int) -> HttpResponse:
    """One entry: who, what, when, what about, both values of what changed."""
    found = entry(fact_id, seen_by=request.actor)
    item = found.entry
    may_change = bool(item.path) and (request.actor.is_administrator or item.author_id == request.actor.account_id)
    return render(
        request,
        "records_timeline/entry.html",
        {
            "entry": item,
            "shown": _shown(item),
            "records": [(kind, kind.path(record), kind.title(record)) for kind, record in found.records],
            "origin": _origin(item.origin),
            "is_late": (item.recorded_at - item.occurred_at).total_seconds() > 60,
            "may_change": may_change and request.actor.may_write,
        },
    )


def _written(request: SignedIn, kind: RecordKind, record: Any) -> HttpResponse:
    require_writer(request.actor)
    form = EntryForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            write_entry(record.ref, **form.cleaned_data, by=request.actor)
    if not request.htmx:  # type: ignore[attr-defined]
        if form.is_valid():
            return redirect(f"{kind.path(record)}#history")
        context = {"title": kind.title(record), "back": kind.path(record)}
        return render(
            request, "records_timeline/compose.html", history_context(request, record, form=form) | context, status=422
        )
    is_valid = form.is_valid()
    context = history_context(request, record, form=None if is_valid else form)
    return render(request, "records_timeline/_record_history.html", context, status=200 if is_valid else 422)


def _shown(item: TimelineEntry) -> Entry:
    sentence = _linked(item)
    return Entry(
        id=item.fact_id,
        at=item.occurred_at,
        icon=item.icon,
        sentence=format_html("<b>{}</b> {}", item.who, sentence) if item.who else sentence,
        href=item.permalink,
        body=item.body,
        meta=[_("Deleted since")] if item.is_deleted else [],
        is_small=item.group in SMALL_GROUPS or (item.is_deleted or (not item.body and item.icon in {"edit", "delete"})),
    )


def _linked(item: TimelineEntry) -> SafeString:
    if item.link is None:
        return format_html("{}", item.sentence)
    words, address = item.link
    before, found, after = (
        item.sentence.partition(words) if words and words in item.sentence else ("", item.sentence, "")
    )
    return format_html('{}<a href="{}">{}</a>{}', before, address, found, after)


def _origin(origin: str) -> str:
    words = {
        "api": _("through the API"),
        "import": _("by an import"),
        "demo": _("as demo data"),
        "rule": _("by a rule"),
        "system": _("by Amity itself"),
    }
    return words.get(origin, "")


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _links(path: str, parts: str, **asked: Any) -> dict[str, str]:
    """Where a link leads without script, and what htmx fetches instead."""
    query = urlencode({name: value for name, value in asked.items() if value})
    tail = f"?{query}" if query else ""
    return {"href": f"{path}{tail}#history", "part": f"{parts}{tail}", "address": f"{path}{tail}"}


def _group_links(path: str, parts: str, outline: TimelineOutline, group: str | None) -> list[dict[str, Any]]:
    if len(outline.groups) < 2:
        return []
    every: list[tuple[str | None, Any]] = [(None, _("All")), *((item.name, item.label) for item in outline.groups)]
    return [{"label": label, "is_chosen": name == group, **_links(path, parts, group=name)} for name, label in every]


def _year_links(path: str, parts: str, outline: TimelineOutline, group: str | None, year: str) -> list[dict[str, Any]]:
    if len(outline.years) < 2:
        return []
    return [
        {"label": item, "is_chosen": str(item) == year, **_links(path, parts, group=group, year=item)}
        for item in outline.years
    ]
