"""The organisation and its exchange rates, for administrators."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.kernel.commands import Invalid
from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.access.visibility import require_administrator
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.settings import commands, queries
from amity.workspace.settings.forms import OrganisationForm, RateForm, RatesFileForm
from amity.workspace.settings.notices import rates_notices
from amity.workspace.settings.rates_file import millionths, read_rates

MOST_OCTETS = 5_000_000


@require_safe
def settings(request: SignedIn) -> HttpResponse:
    """The first page of the settings: the organisation for administrators, the profile for everybody else."""
    return redirect(
        "workspace_settings:organisation" if request.actor.is_administrator else "workspace_accounts:profile"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: SignedIn) -> HttpResponse:
    """Name, home currency, time zone, region."""
    require_administrator(request.actor)
    row = queries.organisation()
    initial = {
        "organisation": row.name,
        "home_currency": row.home_currency,
        "time_zone": row.time_zone,
        "default_region": row.default_region,
    }
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown_in(form):
            commands.update_organisation(
                name=given["organisation"],
                home_currency=given["home_currency"],
                time_zone=given["time_zone"],
                default_region=given["default_region"],
                by=request.actor,
            )
            messages.success(request, _("Saved."))
            return redirect("workspace_settings:organisation")
    return render(request, "workspace_settings/organisation.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: SignedIn) -> HttpResponse:
    """All exchange rates, and the form for one more."""
    require_administrator(request.actor)
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown_in(form):
            draft = commands.RateDraft(given["currency"], given["day"], millionths(given["rate"]))
            commands.set_rates([draft], by=request.actor)
            messages.success(request, _("Saved."))
            return redirect("workspace_settings:rates")
    return _rates_page(request, form, RatesFileForm())


@require_POST
def rates_file(request: SignedIn) -> HttpResponse:
    """Read a file of rates."""
    require_administrator(request.actor)
    form = RatesFileForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_shown_in(form):
            count = commands.set_rates(read_rates(_text_of(form.cleaned_data["file"])), by=request.actor)
            words = ngettext("%(count)s rate is new or different.", "%(count)s rates are new or different.", count)
            messages.success(request, words % {"count": count})
            return redirect("workspace_settings:rates")
    return _rates_page(request, RateForm(), form)


@require_POST
def rate_removal(request: SignedIn, currency: str, day: str) -> HttpResponse:
    """Take one rate away."""
    try:
        commands.remove_rate(currency, date.fromisoformat(day), by=request.actor)
    except ValueError:
        raise Http404 from None
    return redirect("workspace_settings:rates")


def _rates_page(request: SignedIn, form: Form, file_form: Form) -> HttpResponse:
    context = {
        "form": form,
        "file_form": file_form,
        "rates": queries.rate_list(seen_by=request.actor),
        "home": queries.organisation().home_currency,
        "notices": rates_notices(seen_by=request.actor),
    }
    is_wrong = form.errors or file_form.errors
    return render(request, "workspace_settings/rates.html", context, status=422 if is_wrong else 200)


def _text_of(file: object) -> str:
    if file.size > MOST_OCTETS:  # type: ignore[attr-defined]
        raise Invalid("settings.rates_file", _("The file is larger than 5 MB. Split it."), "file")
    try:
        return file.read().decode("utf-8-sig")  # type: ignore[attr-defined,no-any-return]
    except UnicodeDecodeError:
        raise Invalid("settings.rates_file", _("The file is not UTF-8 text. Save it as CSV (UTF-8)."), "file") from None
