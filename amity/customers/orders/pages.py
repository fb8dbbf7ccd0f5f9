"""Pages of orders: list, an order, add, edit, move on, cancel, delete."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from amity.customers.catalogue.queries import product_choices
from amity.customers.companies.queries import get_company
from amity.customers.orders.choosing import products_called
from amity.customers.orders.commands import cancel_order, set_order_status
from amity.customers.orders.editing import OrderEditing, lines_given
from amity.customers.orders.forms import LineForm, LineSet, OrderForm, StatusForm
from amity.customers.orders.queries import (
    get_order,
    order_values,
)
from amity.customers.people.queries import get_person
from amity.kernel.commands import Actor, Invalid
from amity.records.editing.pages import added, answer_to, edit_key
from amity.records.editing.saving import add, save
from amity.records.kinds.numbers import COMPANY, ORDER
from amity.records.kinds.registry import kind_numbered
from amity.records.lists.pages import list_page
from amity.records.record_pages.pages import record_page
from amity.records.trash.pages import trashing_page
from amity.records.undo.offering import offer
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.settings.queries import organisation

NONE = "none"


@require_safe
def orders(request: SignedIn) -> HttpResponse:
    if NONE in (request.GET.get("customer"), request.GET.get("value")):
        # Addresses of 0.1.0, kept in jobs and bookmarks.
        name = "without-customer" if request.GET.get("customer") == NONE else "not-converted"
        return redirect(f"/orders?view={name}", permanent=True)
    return list_page(request, "order")


@require_safe
def order(request: SignedIn, uid: UUID) -> HttpResponse:
    return record_page(request, "order", uid)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require_writer(request.actor)
    if request.htmx:  # type: ignore[attr-defined]
        # Items want a page of their own, not a dialog.
        return HttpResponseClientRedirect(request.get_full_path())
    kind, editing = kind_numbered(ORDER), OrderEditing()
    home = organisation().home_currency
    initial = {"ordered_at": timezone.now(), "currency": home, "status": "open", **_customer_words(request)}
    form = editing.form(None, request.POST or None, initial=initial, seen_by=request.actor)
    lines = LineSet(request.POST or None, prefix="lines", initial=[{}])
    customer = request.GET.get("person") or request.GET.get("company") or ""
    key = f"new:order:{customer}" if customer else "new:order"
    if request.method == "POST" and _is_valid(form, lines):
        made = add(kind, form, by=request.actor, prepare=lambda: _choose_products(form, lines, [], request.actor))
        if made is not None:
            return added(request, kind, made, key)
    return _answer(request, form, lines, title=_("Add an order"), back="/orders", draft_key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    require_writer(request.actor)
    rows = [
        LineForm.initial_from(place, line, _product_words(stored.product))
        for place, (line, stored) in enumerate(zip(order_values(found)["lines"], found.lines.all(), strict=True))
    ]
    lines = LineSet(request.POST or None, prefix="lines", initial=rows)
    kind, editing = kind_numbered(ORDER), OrderEditing()
    page = {"title": str(found), "back": f"/orders/{uid}", "draft_key": edit_key(kind, found)}
    if request.method != "POST":
        form = editing.filled(found, None, seen_by=request.actor)
        return _answer(request, form, lines, **page)
    given = lines_given(request.POST.get("was", ""))

    def act(form: Any, names: frozenset[str]) -> None:
        editing.resolve(form, by=request.actor)
        if not lines.is_valid():
            raise Invalid("order.lines", _("Look at the items again."))
        _choose_products(form, lines, given, request.actor)
        editing.change(form, found, names, by=request.actor)

    saved = save(kind, found, request.POST, by=request.actor, act=act, apart={"lines": given})
    if saved.status == 422:
        return _answer(request, saved.form, lines, **page)
    return answer_to(request, kind, found, saved)


@require_POST
def status(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    require_writer(request.actor)
    form = StatusForm(request.POST)
    if not form.is_valid():
        raise Invalid("order.no_such_status", _("Choose one of the statuses."), "status")
    set_order_status(found.pk, form.cleaned_data["status"], by=request.actor)
    offer(request, _("The order was moved on."))
    return redirect("orders:order", uid=uid)


@require_POST
def cancellation(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    cancel_order(found.pk, by=request.actor)
    offer(request, _("The order was cancelled and counts for nothing now."))
    return redirect("orders:order", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_order(uid, seen_by=request.actor)
    consequence = _("It counts for nothing from then on. Cancel it instead to keep it in the lists.")
    return trashing_page(request, found, after="orders:orders", consequence=consequence)


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


def _choose_products(form: Any, lines: Any, given: list[dict[str, Any]], by: Actor) -> None:
    """Find the products that were typed, and say the lines as values of the order; raises Invalid."""
    rows = [row for row in lines.forms if not row.is_empty]
    products = products_called((row.cleaned_data["product"] for row in rows), by=by)
    for row in rows:
        typed = row.cleaned_data["product"]
        if typed and typed not in products:
            row.add_error("product", _("No product has this code or name."))
            raise Invalid("order.no_such_product", _("A line names a product that is not there."))
        row.product_id = products.get(typed)
    form.lines = [row.value(given) for row in rows]


def _product_words(product: Any) -> str:
    return (product.code or product.name) if product else ""


def _answer(request: SignedIn, form: Any, lines: Any, *, title: str, back: str, draft_key: str) -> HttpResponse:
    context = {
        "form": form,
        "lines": lines,
        "title": title,
        "back": back,
        "draft_key": draft_key,
        "products": product_choices("", seen_by=request.actor, limit=200),
    }
    return render(request, "customers_orders/form.html", context, status=422 if form.is_bound else 200)
