"""Pages of orders: list, an order, add, edit, move on, cancel, delete."""

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
from amity.customers.orders.commands import cancel_order, change_order, delete_order, open_order, set_order_status
from amity.customers.orders.drafts import LineDraft
from amity.customers.orders.forms import LineForm, LineSet, OrderForm, StatusForm
from amity.customers.orders.queries import (
    get_order,
    order_by_id,
    order_count,
    order_list,
    order_values,
    orders_not_converted_count,
    orders_of_count,
    orders_without_customer_count,
)
from amity.customers.people.queries import get_person
from amity.kernel.commands import Actor, Invalid
from amity.kernel.ui.lists import Column, foot, headings, how_many
from amity.records.kinds.numbers import COMPANY
from amity.records.kinds.pages import belonging_choices, panels_of, save_or_ask
from amity.records.kinds.registry import kind_numbered
from amity.records.timeline.pages import history_context
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.settings.queries import organisation

NONE = "none"


@require_safe
def orders(request: SignedIn) -> HttpResponse:
    """All orders, those of one customer, those without one, or those without a value in the home currency."""
    asked, by = request.GET, request.actor
    sort = asked.get("sort", "-date")
    only_without, only_not_converted = asked.get("customer") == NONE, asked.get("value") == NONE
    customer = None if only_without or only_not_converted else _customer_asked_for(request)
    page = order_list(
        seen_by=by,
        sort=sort,
        customer=customer.ref if customer else None,
        only_without_customer=only_without,
        only_not_converted=only_not_converted,
        after=asked.get("after"),
        before=asked.get("before"),
    )
    context = _customer_context(customer) if customer else _tabs(only_without, only_not_converted, seen_by=by)
    if customer:
        counted = orders_of_count(customer.ref, seen_by=by)
    elif only_not_converted:
        counted = context["not_converted"]
    else:
        counted = context["without"] if only_without else order_count(seen_by=by)
    columns = [
        Column(_("Order"), sort="number"),
        Column(_("Customer")),
        Column(_("Date"), sort="date", is_number=True, falls_first=True),
        Column(_("Status")),
        Column(_("Items"), is_number=True),
        Column(_("Total"), is_number=True),
    ]
    shown = {"headings": headings(request, columns, sort), "rows": page.rows, "pager": foot(request, page, counted)}
    return render(request, "customers_orders/orders.html", context | shown)


def _customer_context(customer: Any) -> dict[str, Any]:
    kind = kind_numbered(customer.record_kind)
    return {"customer": customer, "customer_kind": kind.name, "customer_path": kind.path(customer)}


def _tabs(only_without: bool, only_not_converted: bool, *, seen_by: Actor) -> dict[str, Any]:
    """The tabs above the list; each but the first only where there is something in it, or it is open."""
    without = orders_without_customer_count(seen_by=seen_by)
    not_converted = orders_not_converted_count(seen_by=seen_by)
    tabs = [(_("All"), "/orders", "", not only_without and not only_not_converted)]
    if without[0] or only_without:
        tabs.append((_("Without a customer"), f"/orders?customer={NONE}", how_many(*without), only_without))
    if not_converted[0] or only_not_converted:
        tabs.append((_("Not converted"), f"/orders?value={NONE}", how_many(*not_converted), only_not_converted))
    return {
        "without": without,
        "not_converted": not_converted,
        "only_without": only_without,
        "only_not_converted": only_not_converted,
        "tabs": tabs if len(tabs) > 1 else [],
    }


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
    initial = {"ordered_at": timezone.now(), "currency": home, "status": "open", **_customer_words(request)}
    form = OrderForm(
        request.POST or None,
        initial=initial,
        home_currency=home,
        is_new=True,
        **belonging_choices(seen_by=request.actor),
    )
    lines = LineSet(request.POST or None, prefix="lines", initial=[{}])
    made: list[int] = []
    if request.method == "POST" and _is_valid(form, lines):

        def act() -> None:
            _choose(form, lines, request.actor)
            draft = form.draft()
            draft.lines = [LineDraft(**line) for line in form.lines]
            made.append(open_order(draft, by=request.actor))

        if save_or_ask(form, act) == 200:
            added = order_by_id(made[-1], seen_by=request.actor)
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
    form = OrderForm(
        request.POST or None,
        initial=initial,
        home_currency=organisation().home_currency,
        is_new=False,
        **belonging_choices(found, seen_by=request.actor),
    )
    lines = LineSet(request.POST or None, prefix="lines", initial=rows)
    status = 422
    if request.method == "POST" and _is_valid(form, lines):

        def act() -> None:
            _choose(form, lines, request.actor)
            change_order(form.change(found.pk), by=request.actor)

        status = save_or_ask(form, act, version=found.version, now=values)
        if status == 200:
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


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    require_writer(request.actor)
    if request.method == "POST":
        delete_order(found.pk, by=request.actor)
        messages.success(request, _("The order was deleted."))
        return redirect("orders:orders")
    return render(
        request,
        "records_kinds/deletion.html",
        {
            "title": str(found),
            "back": f"/orders/{uid}",
            "consequence": _(
                "It counts for nothing from then on, and its items go with it. The history of its customer says so. "
                "Cancel it instead to keep it in the lists."
            ),
        },
    )


def _customer_asked_for(request: SignedIn) -> Any:
    """The person or company of `?person=` or `?company=`, a public key; None where neither is asked for."""
    if uid := request.GET.get("person"):
        return get_person(_uid(uid), seen_by=request.actor)
    if uid := request.GET.get("company"):
        return get_company(_uid(uid), seen_by=request.actor)
    return None


def _customer_words(request: SignedIn) -> dict[str, str]:
    """The customer asked for as the form takes them: a person by their first e-mail."""
    customer = _customer_asked_for(request)
    if customer is None:
        return {}
    if customer.record_kind == COMPANY:
        return {"company": customer.name}
    email = customer.emails.order_by("-is_primary", "pk").values_list("address", flat=True).first()
    return {"person": email or customer.name}


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
