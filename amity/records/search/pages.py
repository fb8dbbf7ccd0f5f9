"""The page of search, the list inside the command palette, the look-up of pickers, and what was seen last."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amity.kernel.ui import formats
from amity.kernel.ui.lists import how_many
from amity.records.kinds.registry import kind_named
from amity.records.search.commands import note_seen
from amity.records.search.palette import palette_sections
from amity.records.search.queries import Found, search_records
from amity.records.search.searchable import searchable_kinds
from amity.workspace.accounts.requests import SignedIn

OF_EACH_KIND = 8
OF_ONE_KIND = 100
MOST_CHOICES = 10


@require_safe
def search(request: SignedIn) -> HttpResponse:
    """Everything that `q` finds, by kind; with `kind`, more of that one."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    wanted = request.GET.get("kind", "")
    kinds = [kind_named(wanted).name] if wanted else None
    found = search_records(words, seen_by=request.actor, kinds=kinds, limit=OF_ONE_KIND if wanted else OF_EACH_KIND)
    here = reverse("records_search:search")
    groups = [
        {
            "kind": group.kind,
            "hits": group.hits,
            "count": how_many(group.count, group.is_capped),
            "is_cut": group.count > len(group.hits),
            "all_href": "" if wanted else f"{here}?{urlencode({'q': words, 'kind': group.kind.plural})}",
        }
        for group in found.groups
    ]
    context = {
        "words": words,
        "found": found,
        "groups": groups,
        "summary": _summary(found, words),
        "wanted": wanted,
        "everywhere_href": f"{here}?{urlencode({'q': words})}",
        "searched": [str(kind.plural_label) for kind in searchable_kinds(kinds)],
    }
    return render(request, "records_search/search.html", context)


@require_safe
def palette(request: SignedIn) -> HttpResponse:
    """The list of the command palette for what is typed so far."""
    words = request.GET.get("q", "").replace("\0", "")[:200]
    sections = palette_sections(words, seen_by=request.actor)
    number = sum(len(section.options) for section in sections)
    status = ngettext("%(count)s result", "%(count)s results", number) % {"count": formats.number(number)}
    context = {"sections": sections, "words": words.strip(), "status": status}
    return render(request, "records_search/_palette.html", context)


@require_safe
def lookup(request: SignedIn, kind: str) -> HttpResponse:
    """Up to 10 records of one kind for a picker: options as HTML for htmx, else JSON."""
    words = request.GET.get("q", "")
    found = search_records(words, seen_by=request.actor, kinds=[kind_named(kind).name], limit=MOST_CHOICES)
    hits = [hit for group in found.groups for hit in group.hits]
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "records_search/_choices.html", {"hits": hits})
    choices: list[dict[str, Any]] = [
        {"uid": str(hit.record.uid), "name": hit.name, "beside": hit.beside, "path": hit.path} for hit in hits
    ]
    return JsonResponse({"choices": choices})


@require_POST
def seen(request: SignedIn, kind: str, uid: UUID) -> HttpResponse:
    """Told by the browser when a record's page is open; not by the page itself, which must never wait to write."""
    note_seen(kind, uid, by=request.actor)
    return HttpResponse(status=204)


def _summary(found: Found, words: str) -> str:
    if not words:
        return ""
    number = how_many(found.count, found.is_capped)
    return (
        ngettext("%(number)s result", "%(number)s results", found.count) % {"number": number}
        if found.count
        else _("Nothing found")
    )
