"""The page of any record, its head and history anew after a change, and the cookie that hides its empty fields."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from amity.kernel.commands import Actor, Missing
from amity.kernel.ui.cookies import drop_cookie, put_cookie
from amity.records.editing.shown import field_address
from amity.records.kinds.associations import shown_associations
from amity.records.kinds.pages import panels_of
from amity.records.kinds.registry import kind_named
from amity.records.record_pages.beside import beside
from amity.records.record_pages.queries import ReadRecord, read_record
from amity.records.record_pages.remembering import EMPTY_COOKIE, closed_sections, hides_empty
from amity.records.record_pages.sections import fixed_fields, sections_of, ways_to_reach
from amity.records.timeline.pages import history_context, latest_entries
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.settings.queries import organisation

PREVIEWED = 3


def record_page(request: SignedIn, kind_name: str, uid: UUID) -> HttpResponse:
    """The whole page of a record; Missing when the viewer may not see it. Rooms' page functions call it."""
    read = read_record(kind_name, uid, seen_by=request.actor)
    closed = closed_sections(request)
    home = organisation().home_currency
    sections = sections_of(read, seen_by=request.actor, home_currency=home, closed=closed)
    associations = read.kind.associations
    context = {
        "sections": sections,
        "hides_empty": hides_empty(request),
        "fixed": fixed_fields(sections) if request.actor.may_write else [],
        "zones": panels_of(read.record, seen_by=request.actor, request=request),
        "associations": shown_associations(read.kind.name, associations, read.record, seen_by=request.actor),
        "closed": closed,
        **_head(read, seen_by=request.actor),
        **beside(request, read, seen_by=request.actor),
        **history_context(request, read.record),
    }
    return render(request, "records_record_pages/record.html", context)


@require_safe
def parts(request: SignedIn, plural: str, uid: UUID) -> HttpResponse:
    """What else on a record's page tells of a field that was changed in place: its head and its history."""
    read = _asked_for(request, plural, uid)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(read.path)
    return render(
        request,
        "records_record_pages/_parts.html",
        _head(read, seen_by=request.actor) | history_context(request, read.record),
    )


@require_safe
def preview(request: SignedIn, plural: str, uid: UUID) -> HttpResponse:
    """A record beside the list it stands in: what matters of it, and the way to its page. Only htmx gets it alone."""
    read = _asked_for(request, plural, uid)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(read.path)
    home, actor = organisation().home_currency, request.actor
    zones = panels_of(read.record, seen_by=actor, request=request, only_preview=True)
    context = {
        "sections": sections_of(read, seen_by=actor, home_currency=home, is_fixed=True),
        "panels": [panel for panels in zones.values() for panel in panels],
        "entries": latest_entries(read.record, seen_by=actor, size=PREVIEWED),
        **_head(read, seen_by=request.actor),
    }
    return render(request, "records_record_pages/_preview.html", context)


@require_POST
def empty_fields(request: SignedIn) -> HttpResponse:
    """Hide (`hide=1`) or show the empty fields of all records in this browser, and go back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if request.POST.get("hide") == "1":
        put_cookie(answer, EMPTY_COOKIE, "hidden")
    else:
        drop_cookie(answer, EMPTY_COOKIE)
    return answer


def _asked_for(request: SignedIn, plural: str, uid: UUID) -> ReadRecord:
    kind = kind_named(plural)
    if kind.plural != plural:
        raise Missing("no such kind")
    return read_record(kind.name, uid, seen_by=request.actor)


def _head(read: ReadRecord, *, seen_by: Actor) -> dict[str, Any]:
    name = next((field for field in read.kind.fields if field.shape == "name" and field.editor), None)
    return {
        "read": read,
        "record": read.record,
        "values": read.values,
        "kind": read.kind,
        "name_href": field_address(read.kind, read.record, name) if name and seen_by.may_write else "",
        **ways_to_reach(read),
    }
