"""One's own name, password and preferences."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.preferences import put_theme
from amity.workspace.accounts import commands, queries
from amity.workspace.accounts.forms import ChangePasswordForm, ProfileForm
from amity.workspace.accounts.preferences import PreferencesForm, zone_names
from amity.workspace.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedIn) -> HttpResponse:
    """Everybody's own page of settings."""
    own = queries.own_account(seen_by=request.actor)
    form = ProfileForm(request.POST or None, initial={"name": own.name})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.update_profile(**form.cleaned_data, by=request.actor)
            messages.success(request, _("Saved."))
            return redirect("workspace_accounts:profile")
    return _page(request, own.email, form, ChangePasswordForm())


@require_POST
@sensitive_post_parameters()
def password(request: SignedIn) -> HttpResponse:
    """Choose a new password; this session goes on, all others end."""
    form = ChangePasswordForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            account = commands.change_password(
                old=form.cleaned_data["old"], new=form.cleaned_data["new"], by=request.actor
            )
            update_session_auth_hash(request, account)
            messages.success(request, _("Your password is changed. Your other sessions have ended."))
            return redirect("workspace_accounts:profile")
    own = queries.own_account(seen_by=request.actor)
    return _page(request, own.email, ProfileForm(initial={"name": own.name}), form)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedIn) -> HttpResponse:
    """How one wants pages to look and figures to be written."""
    own = queries.own_account(seen_by=request.actor)
    form = PreferencesForm(request.POST or None, initial=PreferencesForm.initial_from(own))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.update_preferences(form.wanted(), by=request.actor)
            messages.success(request, _("Saved."))
            answer = redirect("workspace_accounts:preferences")
            put_theme(answer, form.cleaned_data["theme"])
            return answer
    context = {"form": form, "zones": zone_names()}
    return render(request, "workspace_accounts/preferences.html", context, status=422 if form.errors else 200)


def _page(request: SignedIn, email: str, form: Form, password_form: Form) -> HttpResponse:
    context = {"form": form, "password_form": password_form, "email": email}
    status = 422 if form.errors or password_form.errors else 200
    return render(request, "workspace_accounts/profile.html", context, status=status)
