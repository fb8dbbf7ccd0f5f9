"""Teams, for administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.accounts.queries import require_administrator
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.teams import commands, queries
from amity.workspace.teams.forms import MemberForm, TeamForm


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: SignedIn) -> HttpResponse:
    """All teams and the form for a new one."""
    require_administrator(request.actor)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            team = commands.create_team(name=form.cleaned_data["name"], by=request.actor)
            return redirect("workspace_teams:team", uid=team.uid)
    context = {"form": form, "teams": queries.team_list(seen_by=request.actor)}
    return render(request, "workspace_teams/teams.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SignedIn, uid: UUID) -> HttpResponse:
    """One team: its name and its members."""
    require_administrator(request.actor)
    shown = queries.get_team(uid, seen_by=request.actor)
    form = TeamForm(request.POST or None, initial={"name": shown.name})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.rename_team(uid, name=form.cleaned_data["name"], by=request.actor)
            messages.success(request, _("Saved."))
            return redirect("workspace_teams:team", uid=uid)
    possible = queries.possible_members(shown, seen_by=request.actor)
    context = {
        "form": form,
        "team": shown,
        "members": queries.members(shown, seen_by=request.actor),
        "member_form": MemberForm(accounts=[(str(one.uid), one.name) for one in possible]) if possible else None,
    }
    return render(request, "workspace_teams/team.html", context, status=422 if form.errors else 200)


@require_POST
def members(request: SignedIn, uid: UUID) -> HttpResponse:
    """Add a member."""
    shown = queries.get_team(uid, seen_by=request.actor)
    possible = queries.possible_members(shown, seen_by=request.actor)
    form = MemberForm(request.POST, accounts=[(str(one.uid), one.name) for one in possible])
    if form.is_valid():
        commands.add_member(uid, account_uid=UUID(form.cleaned_data["account"]), by=request.actor)
    else:
        messages.error(request, _("Nobody was added: pick somebody from the list who is not in the team yet."))
    return redirect("workspace_teams:team", uid=uid)


@require_POST
def member_removal(request: SignedIn, uid: UUID, account_uid: UUID) -> HttpResponse:
    """Take a member out."""
    commands.remove_member(uid, account_uid=account_uid, by=request.actor)
    return redirect("workspace_teams:team", uid=uid)
