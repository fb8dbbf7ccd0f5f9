"""Pages of orders: list, an order, add, edit, move on, cancel."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.customers.catalogue.queries import product_choices
from amity.customers.companies.queries import get_company
from amity.customers.orders.choosing import company_called, person_called, products_called
from amity.customers.orders.commands import cancel_order, change_order, open_order, set_order_status
from amity.customers.orders.drafts import LineDraft
from amity.customers.orders.forms import LineForm, LineSet, OrderForm, StatusForm
from amity.customers.orders.queries import (
    get_order,
    order_by_id,
    order_count,
    order_list,
    order_values,
    orders_without_customer_count,
)
from amity.customers.people.queries import get_person
from amity.kernel.commands import Actor, Invalid, Stale
from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.lists import Column, headings, how_many, pager
from amity.records.kinds.pages import panels_of
from amity.records.timeline.pages import history_context
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.settings.queries import organisation

WITHOUT = "none"


@require_safe
def orders(request: SignedIn) -> HttpResponse:
    sort = request.GET.get("sort", "-date")
    only_without = request.GET.get("customer") == WITHOUT
    page = order_list(
        seen_by=request.actor,
        sort=sort,
        only_without_customer=only_without,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
    )
    without = orders_without_customer_count(seen_by=request.actor)
    count, is_capped = without if only_without else order_count(seen_by=request.actor)
    columns = [
        Column(_("Order"), sort="number"),
        Column(_("Customer")),
        Column(_("Date"), sort="date", is_number=True, falls_first=True),
        Column(_("Status")),
        Column(_("Items"), is_number=True),
        Column(_("Total"), is_number=True),
    ]
    return render(
        request,
        "customers_orders/orders.html",
        {
            "headings": headings(request, columns, sort),
            "rows": page.rows,
            "only_without": only_without,
            "without": how_many(*without) if without[0] else "",
            "pager": pager(
                request,
                shown=len(page.rows),
                count=count,
                is_capped=is_capped,
                next_token=page.next_token,
                previous_token=page.previous_token,
            ),
        },
    )


@require_safe
def order(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    lines = found.lines.all()
    return render(
        request,
        "customers_orders/order.html",
        {
            "order": found,
            "lines": lines,
            "has_line_discount": any(line.discount for line in lines),
            "home_currency": organisation().home_currency,
            "status_form": StatusForm(initial={"status": found.status}),
            "panels": panels_of(found, zone="around", seen_by=request.actor, request=request),
            **history_context(request, found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require_writer(request.actor)
    home = organisation().home_currency
    initial = {"ordered_at": timezone.now(), "currency": home, "status": "open", **_customer_asked_for(request)}
    form = OrderForm(request.POST or None, initial=initial, home_currency=home, is_new=True)
    lines = LineSet(request.POST or None, prefix="lines", initial=[{}])
    if request.method == "POST" and _is_valid(form, lines):
        with refusals_shown_in(form):
            _choose(form, lines, request.actor)
            draft = form.draft()
            draft.lines = [LineDraft(**line) for line in form.lines]
            order_id = open_order(draft, by=request.actor)
        if form.is_valid():
            added = order_by_id(order_id, seen_by=request.actor)
            messages.success(request, _("The order was added."))
            return redirect("orders:order", uid=added.uid)
    return _answer(request, form, lines, title=_("Add an order"), back="/orders")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    require_writer(request.actor)
    values = order_values(found)
    initial: dict[str, Any] = OrderForm.initial_from(
        values,
        person=found.person.name if found.person else "",
        company=found.company.name if found.company else "",
    ) | {"version": found.version, "was": json.dumps(values)}
    rows = [
        LineForm.initial_from(place, line, _product_words(stored.product))
        for place, (line, stored) in enumerate(zip(values["lines"], found.lines.all(), strict=True))
    ]
    home = organisation().home_currency
    form = OrderForm(request.POST or None, initial=initial, home_currency=home, is_new=False)
    lines = LineSet(request.POST or None, prefix="lines", initial=rows)
    status = 422
    if request.method == "POST" and _is_valid(form, lines):
        try:
            with refusals_shown_in(form):
                _choose(form, lines, request.actor)
                change_order(form.change(found.pk), by=request.actor)
        except Stale as stale:
            form.ask_about(stale, version=found.version, now=values)
            status = 412
        if form.is_valid():
            messages.success(request, _("Saved."))
            return redirect("orders:order", uid=uid)
    return _answer(request, form, lines, title=str(found), back=f"/orders/{uid}", status=status)


@require_POST
def status(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    form = StatusForm(request.POST)
    if not form.is_valid():
        raise Invalid("order.no_such_status", _("Choose one of the statuses."), "status")
    set_order_status(found.pk, form.cleaned_data["status"], by=request.actor)
    messages.success(request, _("The order was moved on."))
    return redirect("orders:order", uid=uid)


@require_POST
def cancellation(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    cancel_order(found.pk, by=request.actor)
    messages.success(request, _("The order was cancelled and counts for nothing now."))
    return redirect("orders:order", uid=uid)


def _customer_asked_for(request: SignedIn) -> dict[str, str]:
    """`?person=` or `?company=` with a public key, as the buttons on their pages have it."""
    if uid := request.GET.get("person"):
        person = get_person(_uid(uid), seen_by=request.actor)
        email = person.emails.order_by("-is_primary", "pk").values_list("address", flat=True).first()
        return {"person": email or person.name}
    if uid := request.GET.get("company"):
        return {"company": get_company(_uid(uid), seen_by=request.actor).name}
    return {}


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("order.bad_link", _("This link is damaged.")) from None


def _is_valid(form: OrderForm, lines: Any) -> bool:
    return all([form.is_valid(), lines.is_valid()])


def _choose(form: OrderForm, lines: Any, by: Actor) -> None:
    """Find the customer and the products that were typed; raises Invalid."""
    given = form.given
    form.person_id = person_called(form.cleaned_data["person"], by=by, prefer=given.get("person_id"))
    form.company_id = company_called(form.cleaned_data["company"], by=by, prefer=given.get("company_id"))
    rows = [row for row in lines.forms if not row.is_empty]
    products = products_called((row.cleaned_data["product"] for row in rows), by=by)
    given_lines = given.get("lines") or []
    for row in rows:
        typed = row.cleaned_data["product"]
        if typed and typed not in products:
            row.add_error("product", _("No product has this code or name."))
            raise Invalid("order.no_such_product", _("A line names a product that is not there."))
        row.product_id = products.get(typed)
    form.lines = [row.value(given_lines) for row in rows]


def _product_words(product: Any) -> str:
    return (product.code or product.name) if product else ""


def _answer(
    request: SignedIn, form: OrderForm, lines: Any, *, title: str, back: str, status: int = 422
) -> HttpResponse:
    context = {
        "form": form,
        "lines": lines,
        "title": title,
        "back": back,
        "products": product_choices("", seen_by=request.actor, limit=200),
    }
    return render(request, "customers_orders/form.html", context, status=status if form.is_bound else 200)
