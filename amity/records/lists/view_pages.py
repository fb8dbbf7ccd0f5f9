"""Keep a list as a view, change a view, let a list open with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amity.kernel.commands import unit_of_work
from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.toasts import say
from amity.records.kinds.registry import kind_numbered
from amity.records.lists.action_pages import listed_kind
from amity.records.lists.forms import ViewForm, shared_with
from amity.records.lists.state import ListState, usual
from amity.records.lists.viewing import opened
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.teams.queries import team_choices
from amity.workspace.views.commands import change_view, choose_default, delete_view, save_view
from amity.workspace.views.queries import KnownView, get_view


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, plural: str) -> HttpResponse:
    """Keep the list that the address describes as a new view."""
    kind = listed_kind(plural)
    state = opened(kind.name, request.GET.dict(), seen_by=request.actor).state
    form = _form(request, initial={"shared": "personal"})
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        with refusals_shown_in(form), unit_of_work():
            query = query_of(state)
            view = save_view(
                kind.number, name=form.cleaned_data["name"], query=query, by=request.actor, **form.audience
            )
            if form.cleaned_data["opens"]:
                choose_default(kind.number, view.uid, by=request.actor, **form.audience)
            made.append(view.uid)
        if form.is_valid():
            say(request, _("The view was saved."))
            return redirect(f"{state.path}?view={made[-1]}")
    return _answer(request, form, title=_("Save as a view"), back=state.href(), action=request.get_full_path())


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: SignedIn, uid: UUID) -> HttpResponse:
    """Rename a view, give it to others, let the list open with it."""
    found = get_view(uid, seen_by=request.actor)
    back = f"/{kind_numbered(found.record_kind).plural}?view={uid}"
    shared = shared_with(found.audience, found.team_id)
    opens = found.audience in found.opens_for
    form = _form(request, initial={"name": found.name, "shared": shared, "opens": opens})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), unit_of_work():
            change_view(uid, name=form.cleaned_data["name"], by=request.actor, **form.audience)
            if form.cleaned_data["opens"] or opens:
                chosen = uid if form.cleaned_data["opens"] else None
                choose_default(found.record_kind, chosen, by=request.actor, **form.audience)
        if form.is_valid():
            say(request, _("Saved."))
            return redirect(back)
    return _answer(request, form, title=_("View"), back=back, action=f"/views/{uid}", found=found)


@require_POST
def kept(request: SignedIn, uid: UUID) -> HttpResponse:
    """Keep what the list shows now as what the view shows."""
    found = get_view(uid, seen_by=request.actor)
    kind = kind_numbered(found.record_kind)
    state = opened(kind.name, request.POST.dict(), seen_by=request.actor).state
    change_view(uid, query=query_of(state), by=request.actor)
    say(request, _("The view was saved."))
    return redirect(f"{state.path}?view={uid}")


@require_POST
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_view(uid, seen_by=request.actor)
    delete_view(uid, by=request.actor)
    say(request, _("The view “%(name)s” was deleted.") % {"name": found.name})
    return redirect(f"/{kind_numbered(found.record_kind).plural}")


@require_POST
def opening(request: SignedIn, uid: UUID) -> HttpResponse:
    """Let the list open with a view for oneself, whoever's it is; `opens` empty: no longer."""
    found = get_view(uid, seen_by=request.actor)
    chosen = uid if request.POST.get("opens") else None
    choose_default(found.record_kind, chosen, audience="personal", by=request.actor)
    say(request, _("The list opens with “%(name)s” now.") % {"name": found.name} if chosen else _("Saved."))
    return redirect(f"/{kind_numbered(found.record_kind).plural}?view={uid}")


def query_of(state: ListState) -> str:
    """All of a state that a view keeps, whatever it began with; the record it is within is none of it."""
    return state.with_(view="", within=None, base=usual(state.kind)).query()


def _form(request: SignedIn, *, initial: dict[str, Any]) -> ViewForm:
    actor = request.actor
    teams = [(pk, name) for pk, name in team_choices(seen_by=actor) if actor.may_write and pk in actor.team_ids]
    return ViewForm(request.POST or None, initial=initial, teams=teams, is_administrator=actor.is_administrator)


def _answer(
    request: SignedIn, form: ViewForm, *, title: str, back: str, action: str, found: KnownView | None = None
) -> HttpResponse:
    is_dialog = bool(getattr(request, "htmx", False))
    template = "records_lists/_view_form.html" if is_dialog else "records_lists/view.html"
    context = {"form": form, "title": title, "back": back, "action": action, "view": found, "is_dialog": is_dialog}
    return render(request, template, context, status=422 if form.is_bound else 200)
