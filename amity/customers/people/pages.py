"""Pages of people: list, a person, add, edit, delete."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amity.customers.people.queries import get_person
from amity.records.editing.pages import add_page, edit_page
from amity.records.kinds.pages import record_in_query
from amity.records.lists.pages import list_page
from amity.records.record_pages.pages import record_page
from amity.records.trash.pages import trashing_page
from amity.workspace.accounts.requests import SignedIn


@require_safe
def people(request: SignedIn) -> HttpResponse:
    return list_page(request, "person")


@require_safe
def person(request: SignedIn, uid: UUID) -> HttpResponse:
    return record_page(request, "person", uid)


def new(request: SignedIn) -> HttpResponse:
    company = record_in_query(request, "company", seen_by=request.actor)
    return add_page(request, "person", title=_("Add a person"), given={"company": company.name} if company else None)


def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    return edit_page(request, "person", uid)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_person(uid, seen_by=request.actor)
    consequence = _("Nobody sees them then, and their orders show no customer.")
    return trashing_page(request, found, after="people:people", consequence=consequence)
