"""Accounts and invitations, for administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amity.kernel.commands import Refused, unit_of_work
from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.accounts import commands, queries
from amity.workspace.accounts.forms import AccountForm, InviteForm
from amity.workspace.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: SignedIn) -> HttpResponse:
    """Everybody who can sign in, who is invited, and the form to invite."""
    actor = request.actor
    queries.require_administrator(actor)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.invite(**form.cleaned_data, by=actor)
            messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
            return redirect("workspace_accounts:accounts")
    context = {
        "form": form,
        "accounts": queries.account_list(seen_by=actor),
        "invitations": queries.invitation_list(seen_by=actor),
    }
    return render(request, "workspace_accounts/accounts.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_withdrawal(request: SignedIn, uid: UUID) -> HttpResponse:
    """Take an invitation back."""
    commands.withdraw_invitation(uid, by=request.actor)
    messages.success(request, _("The invitation is void."))
    return redirect("workspace_accounts:accounts")


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedIn, uid: UUID) -> HttpResponse:
    """Name and role of one account."""
    actor = request.actor
    queries.require_administrator(actor)
    shown = queries.get_account(uid, seen_by=actor)
    form = AccountForm(request.POST or None, initial={"name": shown.name, "role": shown.role})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), unit_of_work():
            commands.rename_account(uid, name=form.cleaned_data["name"], by=actor)
            commands.change_role(uid, role=form.cleaned_data["role"], by=actor)
        if form.is_valid():
            messages.success(request, _("Saved."))
            return redirect("workspace_accounts:accounts")
    context = {"form": form, "account": shown, "is_own": shown.pk == actor.account_id}
    return render(request, "workspace_accounts/account.html", context, status=422 if form.errors else 200)


@require_POST
def deactivation(request: SignedIn, uid: UUID) -> HttpResponse:
    """Shut an account out."""
    try:
        commands.deactivate_account(uid, by=request.actor)
        messages.success(request, _("The account is deactivated and signed out everywhere."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("workspace_accounts:account", uid=uid)


@require_POST
def reactivation(request: SignedIn, uid: UUID) -> HttpResponse:
    """Let an account in again."""
    commands.reactivate_account(uid, by=request.actor)
    messages.success(request, _("The account can sign in again."))
    return redirect("workspace_accounts:account", uid=uid)
