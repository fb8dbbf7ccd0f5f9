"""Change and delete calls and meetings; logging one is the composer's (`records.timeline`)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amity.customers.activities.commands import change_activity, delete_activity
from amity.customers.activities.forms import ActivityForm
from amity.customers.activities.queries import get_activity
from amity.kernel.facts.refs import Ref
from amity.kernel.ui.forms import refusals_shown_in
from amity.records.kinds.registry import find_record, kind_numbered
from amity.records.undo.offering import offer
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_activity(uid, seen_by=request.actor)
    require_writer(request.actor)
    form = ActivityForm(request.POST or None, initial={"text": found.text, "minutes": found.minutes})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            change_activity(uid, **form.cleaned_data, by=request.actor)
        if form.is_valid():
            offer(request, _("Saved."))
            return redirect(_place(found, request)["back"])
    title = _("Change a call") if found.kind == "call" else _("Change a meeting")
    context = {"form": form, "title": title, "deletion": f"/activities/{uid}/deletion", **_place(found, request)}
    return render(request, "records_timeline/change_text.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_activity(uid, seen_by=request.actor)
    require_writer(request.actor)
    place = _place(found, request)
    if request.method == "POST":
        delete_activity(uid, by=request.actor)
        offer(request, _("It was deleted."))
        return redirect(place["back"])
    title = _("this call") if found.kind == "call" else _("this meeting")
    consequence = _("The history goes on saying that it was written and deleted.")
    return render(
        request, "records_kinds/deletion.html", {"title": title, "back": place["back"], "consequence": consequence}
    )


def _place(found: Any, request: SignedIn) -> dict[str, str]:
    kind = kind_numbered(found.record_kind)
    record = find_record(Ref(found.record_kind, found.record_id), seen_by=request.actor)
    return {"back": f"{kind.path(record)}#history", "about": kind.title(record)}
