"""Pages of companies: list, a company, add, edit, delete."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amity.customers.companies.queries import (
    get_company,
)
from amity.records.editing.pages import add_page, edit_page
from amity.records.kinds.pages import record_in_query
from amity.records.lists.pages import list_page
from amity.records.record_pages.pages import record_page
from amity.records.trash.pages import trashing_page
from amity.workspace.accounts.requests import SignedIn


@require_safe
def companies(request: SignedIn) -> HttpResponse:
    return list_page(request, "company")


@require_safe
def company(request: SignedIn, uid: UUID) -> HttpResponse:
    return record_page(request, "company", uid)


def new(request: SignedIn) -> HttpResponse:
    parent = record_in_query(request, "company", seen_by=request.actor)
    return add_page(request, "company", title=_("Add a company"), given={"parent": parent.name} if parent else None)


def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    return edit_page(request, "company", uid)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_company(uid, seen_by=request.actor)
    consequence = _("Its people and orders stay and do not show it.")
    return trashing_page(request, found, after="companies:companies", consequence=consequence)
