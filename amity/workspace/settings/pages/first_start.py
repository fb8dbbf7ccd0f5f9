"""The one-time page that sets Amity up. Shut for ever once there is an account."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amity.kernel.commands import Actor
from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.accounts.first_start import forget_setup_code, is_setup_code, setup_code
from amity.workspace.accounts.queries import has_accounts
from amity.workspace.settings import commands
from amity.workspace.settings.forms import CodeForm, SetUpForm

IS_OPEN = "set_up_is_open"
ANSWERS = ("organisation", "home_currency", "time_zone", "default_region", "name", "email", "password")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """Ask for the code unless the address carries it, then for the organisation and its administrator."""
    if has_accounts():
        raise Http404
    if is_setup_code(request.GET.get("code", "")):
        # Kept in the session and taken out of the address, where history and logs would keep it.
        request.session[IS_OPEN] = setup_code()
        return redirect("workspace_settings:set_up")
    if not is_setup_code(request.session.get(IS_OPEN, "")):
        return _ask_for_code(request)
    form = SetUpForm(request.POST or None, initial={"home_currency": "EUR", "time_zone": "UTC"})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            account = commands.set_up(**{name: form.cleaned_data[name] for name in ANSWERS}, by=Actor.system())
            forget_setup_code()
            request.session.flush()
            login(request, account)
            return redirect("/")
    return render(request, "workspace_settings/set_up.html", {"form": form}, status=422 if form.errors else 200)


def _ask_for_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        if is_setup_code(form.cleaned_data["code"]):
            request.session[IS_OPEN] = setup_code()
            return redirect("workspace_settings:set_up")
        form.add_error(
            "code", _("This is not the code. Copy it from the terminal, or from setup.code in the data folder.")
        )
    return render(request, "workspace_settings/set_up_code.html", {"form": form}, status=422 if form.errors else 200)
