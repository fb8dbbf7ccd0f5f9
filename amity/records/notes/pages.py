"""Change and delete a note; writing one is the composer's (`records.timeline`)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amity.kernel.facts.refs import Ref
from amity.kernel.ui.forms import refusals_shown_in
from amity.records.kinds.registry import find_record, kind_numbered
from amity.records.notes.commands import change_note, delete_note
from amity.records.notes.queries import get_note
from amity.records.timeline.forms import TextForm
from amity.records.undo.offering import offer
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_note(uid, seen_by=request.actor)
    require_writer(request.actor)
    form = TextForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            change_note(uid, text=form.cleaned_data["text"], by=request.actor)
        if form.is_valid():
            offer(request, _("Saved."))
            return redirect(_place(found, request)["back"])
    context = {"form": form, "title": _("Change a note"), "deletion": f"/notes/{uid}/deletion"}
    context |= _place(found, request)
    return render(request, "records_timeline/change_text.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_note(uid, seen_by=request.actor)
    require_writer(request.actor)
    place = _place(found, request)
    if request.method == "POST":
        delete_note(uid, by=request.actor)
        offer(request, _("The note was deleted."))
        return redirect(place["back"])
    consequence = _("The history goes on saying that it was written and deleted.")
    context = {"title": _("this note"), "back": place["back"], "consequence": consequence}
    return render(request, "records_kinds/deletion.html", context)


def _place(found: Any, request: SignedIn) -> dict[str, str]:
    kind = kind_numbered(found.record_kind)
    record = find_record(Ref(found.record_kind, found.record_id), seen_by=request.actor)
    return {"back": f"{kind.path(record)}#history", "about": kind.title(record)}
