"""Pages of products: list, a product, add, edit, take out of sale, put back, delete."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.customers.catalogue.commands import (
    add_product,
    change_product,
    delete_product,
    retire_product,
    revive_product,
    why_not_deleted,
)
from amity.customers.catalogue.forms import ProductForm
from amity.customers.catalogue.queries import (
    category_list,
    get_product,
    product_by_id,
    product_count,
    product_list,
    product_values,
)
from amity.kernel.ui.lists import Column, foot, headings
from amity.records.kinds.pages import belonging_choices, panels_of, save_or_ask
from amity.records.timeline.pages import history_context
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn


@require_safe
def products(request: SignedIn) -> HttpResponse:
    sort = request.GET.get("sort", "name")
    page = product_list(
        seen_by=request.actor, sort=sort, after=request.GET.get("after"), before=request.GET.get("before")
    )
    columns = [
        Column(_("Product"), sort="name"),
        Column(_("Code"), sort="code"),
        Column(_("Category")),
        Column(_("Price"), is_number=True),
        Column(_("Added"), sort="created", is_number=True, falls_first=True),
    ]
    return render(
        request,
        "customers_catalogue/products.html",
        {
            "headings": headings(request, columns, sort),
            "rows": page.rows,
            "pager": foot(request, page, product_count(seen_by=request.actor)),
        },
    )


@require_safe
def product(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_product(uid, seen_by=request.actor)
    return render(
        request,
        "customers_catalogue/product.html",
        {
            "product": found,
            "panels": panels_of(found, zone="around", seen_by=request.actor, request=request),
            **history_context(request, found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require_writer(request.actor)
    form = ProductForm(
        request.POST or None,
        initial={"owner_id": request.actor.account_id},
        **belonging_choices(seen_by=request.actor),
    )
    made: list[int] = []
    if request.method == "POST":
        save_or_ask(form, lambda: made.append(add_product(form.draft(), by=request.actor)))
        if form.is_valid():
            added = product_by_id(made[-1], seen_by=request.actor)
            messages.success(request, _("%(name)s was added.") % {"name": added.name})
            return redirect("products:product", uid=added.uid)
    return _answer(request, form, title=_("Add a product"), back="/products")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_product(uid, seen_by=request.actor)
    require_writer(request.actor)
    values = product_values(found)
    initial: dict[str, Any] = ProductForm.initial_from(values) | {"version": found.version, "was": json.dumps(values)}
    form = ProductForm(request.POST or None, initial=initial, **belonging_choices(found, seen_by=request.actor))
    status = 422
    if request.method == "POST":
        status = save_or_ask(
            form,
            lambda: change_product(form.change(found.pk), by=request.actor),
            version=found.version,
            now=values,
        )
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("products:product", uid=uid)
    return _answer(request, form, title=found.name, back=f"/products/{uid}", status=status)


@require_POST
def retirement(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_product(uid, seen_by=request.actor)
    retire_product(found.pk, by=request.actor)
    messages.success(request, _("%(name)s is out of sale.") % {"name": found.name})
    return redirect("products:product", uid=uid)


@require_POST
def revival(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_product(uid, seen_by=request.actor)
    revive_product(found.pk, by=request.actor)
    messages.success(request, _("%(name)s is on sale again.") % {"name": found.name})
    return redirect("products:product", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    """Ask first; a product on orders stays, and may be taken out of sale instead."""
    found = get_product(uid, seen_by=request.actor)
    require_writer(request.actor)
    reason = why_not_deleted(found.pk)
    if request.method == "POST" and not reason:
        delete_product(found.pk, by=request.actor)
        messages.success(request, _("%(name)s was deleted.") % {"name": found.name})
        return redirect("products:products")
    return render(
        request,
        "customers_catalogue/in_use.html" if reason else "records_kinds/deletion.html",
        {
            "title": found.name,
            "back": f"/products/{uid}",
            "product": found,
            "reason": reason,
            "consequence": _("No order names it. Its history keeps what was deleted."),
        },
        status=422 if request.method == "POST" else 200,
    )


def _answer(request: SignedIn, form: ProductForm, *, title: str, back: str, status: int = 422) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "categories": category_list()}
    return render(request, "customers_catalogue/form.html", context, status=status if form.is_bound else 200)
