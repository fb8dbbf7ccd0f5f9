"""Pages of products: list, a product, add, edit, take out of sale, put back, delete."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.customers.catalogue.commands import (
    retire_product,
    revive_product,
    why_not_deleted,
)
from amity.customers.catalogue.queries import (
    categories_like,
    get_product,
)
from amity.records.editing.pages import add_page, edit_page
from amity.records.lists.pages import list_page
from amity.records.record_pages.pages import record_page
from amity.records.trash.pages import trashing_page
from amity.records.undo.offering import offer
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.requests import SignedIn


@require_safe
def products(request: SignedIn) -> HttpResponse:
    return list_page(request, "product")


@require_safe
def product(request: SignedIn, uid: UUID) -> HttpResponse:
    return record_page(request, "product", uid)


@require_safe
def categories(request: SignedIn) -> HttpResponse:
    """Up to ten categories that could be meant, as options."""
    names = categories_like(request.GET.get("q", ""))
    return render(request, "records_tags/_choices.html", {"names": names})


def new(request: SignedIn) -> HttpResponse:
    return add_page(request, "product", title=_("Add a product"))


def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    return edit_page(request, "product", uid)


@require_POST
def retirement(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_product(uid, seen_by=request.actor)
    retire_product(found.pk, by=request.actor)
    offer(request, _("%(name)s is out of sale.") % {"name": found.name})
    return redirect("products:product", uid=uid)


@require_POST
def revival(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_product(uid, seen_by=request.actor)
    revive_product(found.pk, by=request.actor)
    offer(request, _("%(name)s is on sale again.") % {"name": found.name})
    return redirect("products:product", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    """Ask first; a product on orders stays, and may be taken out of sale instead."""
    found = get_product(uid, seen_by=request.actor)
    require_writer(request.actor)
    if reason := why_not_deleted(found.pk):
        context = {"title": found.name, "back": f"/products/{uid}", "product": found, "reason": reason}
        status = 422 if request.method == "POST" else 200
        return render(request, "customers_catalogue/in_use.html", context, status=status)
    return trashing_page(request, found, after="products:products", consequence=_("No order names it."))
