"""Webhooks in the settings, for administrators."""

import json
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.automation.webhooks import commands, queries
from amity.automation.webhooks.forms import EndpointForm, RangeForm
from amity.kernel.secrets import SecretLost
from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.access.visibility import require_administrator
from amity.workspace.accounts.requests import SignedIn

HERE = "automation_webhooks"
STATES = ("", "waiting", "sent")


@require_safe
def endpoints(request: SignedIn) -> HttpResponse:
    """All endpoints and how they are doing."""
    return render(request, f"{HERE}/endpoints.html", {"rows": queries.endpoint_list(seen_by=request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """The form for one more."""
    require_administrator(request.actor)
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            uid = commands.add_endpoint(form.draft(), by=request.actor)
            messages.success(request, _("The webhook is added. Copy its secret into the program that receives it."))
            return redirect(f"{HERE}:secret", uid=uid)
    return render(request, f"{HERE}/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedIn, uid: UUID) -> HttpResponse:
    """The form of one."""
    row = queries.get_endpoint(uid, seen_by=request.actor)
    initial = {name: getattr(row.endpoint, name) for name in commands.TOLD}
    form = EndpointForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            commands.change_endpoint(uid, form.draft(), by=request.actor)
            messages.success(request, _("Saved."))
            return redirect(f"{HERE}:endpoint", uid=uid)
    context = {"form": form, "row": row}
    return render(request, f"{HERE}/form.html", context, status=422 if form.errors else 200)


@require_safe
def endpoint(request: SignedIn, uid: UUID) -> HttpResponse:
    """One endpoint: how it is doing, and its log."""
    return _endpoint_page(request, uid, RangeForm())


def _endpoint_page(request: SignedIn, uid: UUID, form: RangeForm) -> HttpResponse:
    state = request.GET.get("state", "")
    if state not in STATES:
        raise Http404
    try:
        before = UUID(request.GET["before"]) if request.GET.get("before") else None
    except ValueError:
        raise Http404 from None
    row = queries.get_endpoint(uid, seen_by=request.actor)
    deliveries, following = queries.delivery_list(uid, seen_by=request.actor, state=state, before=before)
    context = {
        "row": row,
        "deliveries": deliveries,
        "following": following,
        "is_first": before is None,
        "state": state,
        "states": [("", _("All")), ("waiting", _("Waiting")), ("sent", _("Sent"))],
        "form": form,
    }
    return render(request, f"{HERE}/endpoint.html", context, status=422 if form.errors else 200)


@require_safe
def delivery(request: SignedIn, uid: UUID, event: UUID) -> HttpResponse:
    """One event: what it says, and every try."""
    row = queries.get_endpoint(uid, seen_by=request.actor)
    shown, attempts = queries.get_delivery(uid, event, seen_by=request.actor)
    body = queries.delivery_body(uid, event, seen_by=request.actor)
    context = {
        "row": row,
        "delivery": shown,
        "attempts": attempts,
        "body": json.dumps(json.loads(body), indent=2, ensure_ascii=False) if body else "",
    }
    return render(request, f"{HERE}/delivery.html", context)


@require_safe
def secret(request: SignedIn, uid: UUID) -> HttpResponse:
    """The secret, and how to renew it."""
    row = queries.get_endpoint(uid, seen_by=request.actor)
    try:
        secrets = queries.endpoint_secrets(uid, seen_by=request.actor)
    except SecretLost:
        secrets = []
    context = {"row": row, "secret": secrets[0] if secrets else "", "has_old": len(secrets) > 1}
    return render(request, f"{HERE}/secret.html", context)


@require_POST
def renewal(request: SignedIn, uid: UUID) -> HttpResponse:
    """A new secret."""
    commands.renew_secret(uid, overlap=request.POST.get("at_once") != "1", by=request.actor)
    messages.success(request, _("This is the new secret."))
    return redirect(f"{HERE}:secret", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedIn, uid: UUID) -> HttpResponse:
    """Ask, then remove."""
    row = queries.get_endpoint(uid, seen_by=request.actor)
    if request.method == "POST":
        commands.remove_endpoint(uid, by=request.actor)
        messages.success(request, _("The webhook is removed."))
        return redirect(f"{HERE}:endpoints")
    return render(request, f"{HERE}/removal.html", {"row": row})


def _step(words: str, act: Callable[..., object]) -> Callable[..., HttpResponse]:
    """A button of the page of one endpoint."""

    @require_POST
    def page(request: SignedIn, uid: UUID) -> HttpResponse:
        act(uid, by=request.actor)
        messages.success(request, _(words))
        return redirect(f"{HERE}:endpoint", uid=uid)

    return page


pause = _step("It is paused. What happens meanwhile waits.", commands.pause_endpoint)
resumption = _step("It goes on.", commands.resume_endpoint)
another_try = _step("It is tried again within seconds.", commands.try_endpoint_now)
taking_over = _step("It is told with your rights now.", commands.take_over_endpoint)


@require_POST
def test(request: SignedIn, uid: UUID) -> HttpResponse:
    """Send a test and show what becomes of it."""
    event = commands.send_test(uid, by=request.actor)
    messages.success(request, _("The test goes out within seconds. Reload this page to see the answer."))
    return redirect(f"{HERE}:delivery", uid=uid, event=event)


@require_POST
def replay(request: SignedIn, uid: UUID, event: UUID) -> HttpResponse:
    """Send one event again."""
    commands.replay_events(uid, [event], by=request.actor)
    messages.success(request, _("It goes out again within seconds."))
    return redirect(f"{HERE}:delivery", uid=uid, event=event)


@require_POST
def replays(request: SignedIn, uid: UUID) -> HttpResponse:
    """Send the events of a time again."""
    form = RangeForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            count = commands.replay_range(uid, given["since"], given["until"], by=request.actor)
            words = ngettext("%(count)s event goes out again.", "%(count)s events go out again.", count)
            messages.success(request, words % {"count": count})
            return redirect(f"{HERE}:endpoint", uid=uid)
    return _endpoint_page(request, uid, form)
