"""Shops for administrators, and the door shops deliver at."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.customers.shops import commands, jobs, queries
from amity.customers.shops.addresses import address_of
from amity.customers.shops.commands import Arrival
from amity.customers.shops.forms import ConnectForm, ShopForm
from amity.kernel.commands import Missing
from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.access.visibility import require_administrator
from amity.workspace.accounts.requests import SignedIn

MOST_OCTETS = 2_000_000
STATES = [
    ("waiting", gettext_lazy("Waiting")),
    ("done", gettext_lazy("Done")),
    ("ignored", gettext_lazy("Ignored")),
    ("failed", gettext_lazy("Failed")),
]


@csrf_exempt  # what shops deliver is signed; no session is asked
@require_POST
def arrival(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A shop delivers: 200 once it is kept, 401 for a wrong signature, 404 for no such shop, 413 for too much."""
    if _octets(request) > MOST_OCTETS:
        return HttpResponse(status=413)
    body = request.read(MOST_OCTETS + 1)
    if len(body) > MOST_OCTETS:
        return HttpResponse(status=413)
    try:
        came = jobs.take_in(uid, body=body, headers={name.lower(): value for name, value in request.headers.items()})
    except Missing:
        return HttpResponse(status=404)
    return HttpResponse(status=401 if came == Arrival.WRONG_SIGNATURE else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def shops(request: SignedIn) -> HttpResponse:
    """All shops, and the form for one more."""
    require_administrator(request.actor)
    form = ConnectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown_in(form):
            shop = commands.connect_shop(
                kind=given["kind"], name=given["name"], secret=given["secret"], source=given["source"], by=request.actor
            )
            messages.success(request, _("Connected. Now give the shop the address below."))
            return redirect("shops:shop", shop.uid)
    context = {"form": form, "rows": queries.shop_list(seen_by=request.actor)}
    return render(request, "customers_shops/shops.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def shop(request: SignedIn, uid: UUID) -> HttpResponse:
    """One shop: its address, its deliveries, and the form that changes it."""
    row = queries.get_shop(uid, seen_by=request.actor)
    form = ShopForm(request.POST or None, initial={"name": row.shop.name, "keep_days": row.shop.keep_days})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_shown_in(form):
            commands.change_shop(
                uid, name=given["name"], secret=given["secret"], keep_days=given["keep_days"], by=request.actor
            )
            messages.success(request, _("Saved."))
            return redirect("shops:shop", uid)
    state = request.GET.get("state", "")
    before = request.GET.get("before", "")
    deliveries, older = queries.deliveries_of(
        row.shop,
        seen_by=request.actor,
        state=state,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
    )
    context = {
        "row": row,
        "form": form,
        "address": address_of(uid),
        "deliveries": deliveries,
        "older": older,
        "state": state if state in dict(STATES) else "",
        "states": STATES,
    }
    return render(request, "customers_shops/shop.html", context, status=422 if form.errors else 200)


@require_safe
def delivery(request: SignedIn, uid: UUID) -> HttpResponse:
    """One delivery: what became of it, and what it holds."""
    found = queries.get_delivery(uid, seen_by=request.actor)
    context = {"delivery": found, "content": queries.content_of(found)}
    return render(request, "customers_shops/delivery.html", context)


@require_POST
def replay(request: SignedIn, uid: UUID) -> HttpResponse:
    """Work one delivery again."""
    jobs.begin_replay(uid, by=request.actor)
    messages.success(request, _("It is worked again within seconds."))
    return redirect("shops:delivery", uid)


@require_POST
def replay_failed(request: SignedIn, uid: UUID) -> HttpResponse:
    """Work all failed deliveries of a shop again."""
    count = jobs.begin_replay_of_failed(uid, by=request.actor)
    words = ngettext("%(count)s delivery is worked again.", "%(count)s deliveries are worked again.", count)
    messages.success(request, words % {"count": count})
    return redirect("shops:shop", uid)


@require_http_methods(["GET", "HEAD", "POST"])
def disconnection(request: SignedIn, uid: UUID) -> HttpResponse:
    """Ask, and let a shop deliver no more."""
    if request.method != "POST":
        name = "_disconnection" if request.headers.get("HX-Target") == "dialog-body" else "disconnection"
        row = queries.get_shop(uid, seen_by=request.actor)
        return render(request, f"customers_shops/{name}.html", {"row": row})
    commands.disconnect_shop(uid, by=request.actor)
    messages.success(request, _("Disconnected. Remove the address in the shop, too."))
    return redirect("shops:shops")


def _octets(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() and len(length) < 15 else 0
