"""A record's history on its page, its parts for htmx, and every entry on a page of its own."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amity.kernel.commands import Actor
from amity.kernel.facts.refs import Ref
from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.history import Entry, days
from amity.records.kinds.registry import RecordKind, find_record_by_uid, kind_named, kind_numbered
from amity.records.timeline.entries import TimelineEntry
from amity.records.timeline.forms import EntryForm
from amity.records.timeline.queries import TimelineOutline, TimelinePage, before_year, entry, timeline, timeline_outline
from amity.records.timeline.writing import writables, write_entry
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.drafts.commands import discard_draft

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
        "days": days(_shown(item, of=record.ref) for item in page.entries),
        "history": {
            "action": parts,
            "draft_key": _draft_key(kind, record),
            "form": form or EntryForm(),
            "writables": writables() if request.actor.may_write else [],
            "groups": _group_links(kind.path(record), parts, outline, group),
            "years": _year_links(kind.path(record), parts, outline, group, year),
            "older": _older_links(kind.path(record), parts, page, group) if page.older else None,
            "newest": _links(kind.path(record), parts, group=group) if before else None,
            "is_empty": not page.entries,
        },
    }


def latest_entries(record: Any, *, seen_by: Actor, size: int) -> list[Entry]:
    """The newest entries of a record that the viewer sees, for where there is no room for its history."""
    return [_shown(item, of=record.ref) for item in timeline(record, seen_by=seen_by, size=size).entries]


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
    context = history_context(request, record)
    if not request.GET.get("before"):
        return render(request, "records_timeline/_entries.html", context)
    first, *others = context["days"] or [None]
    if first and first.is_on(request.GET.get("day", "")):
        # It goes on with the day the page before ended in, whose heading stands there.
        context["days"] = [replace(first, heading=""), *others]
    return render(request, "records_timeline/_older.html", context | {"is_continued": True})


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
            discard_draft(_draft_key(kind, record), by=request.actor)
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


def _draft_key(kind: RecordKind, record: Any) -> str:
    return f"history:{kind.name}:{record.uid}"


def _shown(item: TimelineEntry, *, of: Ref | None = None) -> Entry:
    """An entry in the history of a record, which does not link to itself; or on its own page."""
    subject = item.subject if item.subject and item.subject.ref != of else None
    told = format_html('<a class="link" href="{}">{}</a>', subject.path, item.sentence) if subject else item.sentence
    sentence = format_html("<b>{}</b> {}", item.who, told) if item.who else format_html("{}", told)
    return Entry(
        id=item.fact_id,
        at=item.occurred_at,
        icon=item.icon,
        sentence=sentence,
        href=item.permalink,
        body=item.body,
        items=subject.items if subject else [],
        meta=_meta(item),
        is_small=item.group in SMALL_GROUPS or (item.is_deleted or (not item.body and item.icon in {"edit", "delete"})),
    )


def _meta(item: TimelineEntry) -> list[str]:
    meta = [_("Deleted since")] if item.is_deleted else []
    return [*meta, _("Undone by %(name)s") % {"name": item.undone_by}] if item.undone_by else meta


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


def _older_links(path: str, parts: str, page: TimelinePage, group: str | None) -> dict[str, str]:
    links = _links(path, parts, group=group, before=page.older)
    last = timezone.localtime(page.entries[-1].occurred_at).date()
    return links | {"part": f"{links['part']}&day={last.isoformat()}"}


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
