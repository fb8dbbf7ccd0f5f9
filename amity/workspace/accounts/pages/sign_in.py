"""Sign in, sign out, a new password by mail: allauth's flows under our templates and status codes."""

from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from amity.kernel.commands import Actor
from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.accounts import commands, queries
from amity.workspace.accounts.forms import AcceptForm
from amity.workspace.accounts.sign_in import LOCKED_OUT

RETRY_AFTER = "300"


class _SaysWhen:
    """Pages take what forms send and nothing else; a limit that shuts one says when to come back."""

    http_method_names = ("get", "head", "post", "options")

    def dispatch(self, request: HttpRequest, *given: Any, **more: Any) -> HttpResponse:
        answer: HttpResponse = super().dispatch(request, *given, **more)  # type: ignore[misc]
        if answer.status_code == 429:
            answer.headers.setdefault("Retry-After", RETRY_AFTER)
        return answer


class SignIn(_SaysWhen, views.LoginView):  # type: ignore[misc]
    template_name = "workspace_accounts/sign_in.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        is_locked = form.has_error("__all__", LOCKED_OUT)
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form, is_locked=is_locked))
        answer.status_code = 429 if is_locked else 422
        return answer


class AskPassword(_SaysWhen, views.PasswordResetView):  # type: ignore[misc]
    template_name = "workspace_accounts/password_request.html"


class PasswordAsked(views.PasswordResetDoneView):  # type: ignore[misc]
    template_name = "workspace_accounts/password_sent.html"


class NewPassword(_SaysWhen, views.PasswordResetFromKeyView):  # type: ignore[misc]
    template_name = "workspace_accounts/password_new.html"


class PasswordSet(views.PasswordResetFromKeyDoneView):  # type: ignore[misc]
    template_name = "workspace_accounts/password_done.html"


class Inactive(views.AccountInactiveView):  # type: ignore[misc]
    template_name = "workspace_accounts/inactive.html"


sign_in = SignIn.as_view()
sign_out = require_POST(views.LogoutView.as_view())
password_request = never_cache(AskPassword.as_view())
password_sent = PasswordAsked.as_view()
# Before the view, which shows that a link is used up whatever the method.
password_new = never_cache(require_http_methods(["GET", "HEAD", "POST"])(NewPassword.as_view()))
password_done = PasswordSet.as_view()
inactive = Inactive.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invited colleague chooses a name and a password, once."""
    invited = queries.get_invitation(token)
    form = AcceptForm(request.POST or None, initial={"name": invited.name})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.accept_invitation(
                token, name=form.cleaned_data["name"], password=form.cleaned_data["password"], by=Actor.system()
            )
            return redirect("account_login")
    status = 422 if form.errors else 200
    return render(request, "workspace_accounts/invitation.html", {"form": form, "invited": invited}, status=status)
