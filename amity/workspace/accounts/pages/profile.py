"""One's own name, language, time zone and password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.accounts import commands, queries
from amity.workspace.accounts.forms import ChangePasswordForm, ProfileForm


def profile(request: HttpRequest) -> HttpResponse:
    """Everybody's own page of settings."""
    form = ProfileForm(request.POST or None, initial=_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.update_profile(**form.cleaned_data, by=request.actor)
            messages.success(request, _("Saved."))
            return redirect("workspace_accounts:profile")
    return _page(request, form=form)


@require_POST
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
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
    return _page(request, password_form=form)


def _own(request: HttpRequest) -> dict[str, Any]:
    account = queries.own_account(seen_by=request.actor)
    return {"name": account.name, "language": account.language, "time_zone": account.time_zone, "email": account.email}


def _page(request: HttpRequest, *, form: Form | None = None, password_form: Form | None = None) -> HttpResponse:
    own = _own(request)
    context = {
        "form": form or ProfileForm(initial=own),
        "password_form": password_form or ChangePasswordForm(),
        "email": own["email"],
    }
    is_wrong = any(shown.errors for shown in (context["form"], context["password_form"]))
    return render(request, "workspace_accounts/profile.html", context, status=422 if is_wrong else 200)
