"""A change on a page of its own, with what undoing it would do; and the undoing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amity.kernel.ui import toasts
from amity.records.kinds.registry import kind_numbered
from amity.records.undo.commands import Undone, undo_changes
from amity.records.undo.offering import undo_address
from amity.records.undo.queries import change_page, records_of
from amity.workspace.accounts.requests import SignedIn


@require_safe
def change(request: SignedIn, request_id: UUID) -> HttpResponse:
    """What one request changed, and what of it would go back."""
    page = change_page(str(request_id), seen_by=request.actor)
    return render(request, "records_undo/change.html", {"change": page, "next": _next(request)})


@require_POST
def undo(request: SignedIn, request_id: UUID) -> HttpResponse:
    """Undo it; the message offers to have it again. What stayed is shown with the reasons."""
    outcome = undo_changes(str(request_id), by=request.actor)
    toasts.say(request, _words(outcome), undo_href=undo_address(outcome.request_id))
    if outcome.kept:
        return redirect("records_undo:change", request_id=request_id)
    return redirect(_back(request, outcome))


def _words(outcome: Undone) -> str:
    if not outcome.kept:
        return _("Undone.")
    went = ngettext("%(count)d thing went back", "%(count)d things went back", outcome.restored)
    stayed = ngettext("%(count)d stayed as it is.", "%(count)d stayed as they are.", outcome.kept)
    return f"{went % {'count': outcome.restored}}, {stayed % {'count': outcome.kept}}"


def _back(request: Any, outcome: Undone) -> str:
    """Where the person was; the list, where that page is gone with its record; else the record."""
    found = records_of(outcome.refs, seen_by=request.actor)
    back = _next(request)
    for ref, row in found.items():
        kind = kind_numbered(ref.kind)
        if row.trashed_at is not None and back.startswith(kind.path(row)):
            return f"/{kind.plural}"
    if back:
        return back
    living = [kind_numbered(ref.kind).path(row) for ref, row in found.items() if row.trashed_at is None]
    return living[0] if living else reverse("records_trash:trash")


def _next(request: Any) -> str:
    """A page of ours to go back to, "" for none; never one that only answers to POST."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if wanted.startswith("/") and is_ours and not wanted.startswith("/changes/") else ""
