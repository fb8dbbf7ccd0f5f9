"""Pages of companies: list, a company, add, edit, delete."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amity.customers.companies.choosing import parent_named
from amity.customers.companies.commands import add_company, change_company, delete_company
from amity.customers.companies.forms import CompanyForm
from amity.customers.companies.queries import (
    company_by_id,
    company_count,
    company_list,
    company_values,
    get_company,
    subsidiaries_of,
    visible_parent,
)
from amity.customers.contact.places import Place
from amity.kernel.ui.lists import Column
from amity.records.kinds.numbers import COMPANY
from amity.records.kinds.pages import kind_list, panels_of, save_or_ask
from amity.records.tags.queries import tags_of
from amity.records.timeline.pages import history_context
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.queries import colleagues
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.teams.queries import team_choices


@require_safe
def companies(request: SignedIn) -> HttpResponse:
    sort = request.GET.get("sort", "name")
    page = company_list(
        seen_by=request.actor, sort=sort, after=request.GET.get("after"), before=request.GET.get("before")
    )
    own = [
        Column(_("Company"), sort="name"),
        Column(_("Industry")),
        Column(_("Town")),
        Column(_("Tags")),
    ]
    tags = tags_of(COMPANY, [company.pk for company in page.rows])
    context = kind_list(request, "company", page, company_count(seen_by=request.actor), own, sort=sort, tags=tags)
    return render(request, "customers_companies/companies.html", context)


@require_safe
def company(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_company(uid, seen_by=request.actor)
    return render(
        request,
        "customers_companies/company.html",
        {
            "company": found,
            "values": company_values(found),
            "parent": visible_parent(found, seen_by=request.actor),
            "subsidiaries": subsidiaries_of(found, seen_by=request.actor),
            "place": Place(found.street, found.city, found.region, found.postal_code, found.country),
            "tags": tags_of(COMPANY, [found.pk]).get(found.pk, ()),
            "panels": panels_of(found, zone="around", seen_by=request.actor, request=request),
            **history_context(request, found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require_writer(request.actor)
    form = _form(request, request.POST or None, initial={"owner_id": request.actor.account_id})
    made: list[int] = []
    if request.method == "POST":

        def act() -> None:
            form.parent_id = parent_named(form.cleaned_data["parent"], seen_by=request.actor)
            made.append(add_company(form.draft(), by=request.actor))

        save_or_ask(form, act)
        if form.is_valid():
            added = company_by_id(made[-1], seen_by=request.actor)
            messages.success(request, _("%(name)s was added.") % {"name": added.name})
            return redirect("companies:company", uid=added.uid)
    return _answer(request, form, title=_("Add a company"), back="/companies")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_company(uid, seen_by=request.actor)
    require_writer(request.actor)
    values = company_values(found)
    parent = visible_parent(found, seen_by=request.actor)
    initial = CompanyForm.initial_from(values, parent.name if parent else "")
    form = _form(request, request.POST or None, initial=initial | {"version": found.version, "was": json.dumps(values)})
    status = 200
    if request.method == "POST":

        def act() -> None:
            given = form.given.get("parent_id")
            form.parent_id = parent_named(form.cleaned_data["parent"], seen_by=request.actor, prefer=given)
            change_company(form.change(found.pk), by=request.actor)

        status = save_or_ask(form, act, version=found.version, now=values)
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("companies:company", uid=uid)
    return _answer(request, form, title=found.name, back=f"/companies/{uid}", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_company(uid, seen_by=request.actor)
    require_writer(request.actor)
    if request.method == "POST":
        delete_company(found.pk, by=request.actor)
        messages.success(request, _("%(name)s was deleted.") % {"name": found.name})
        return redirect("companies:companies")
    return render(
        request,
        "records_kinds/deletion.html",
        {
            "title": found.name,
            "back": f"/companies/{uid}",
            "consequence": _("Its people and orders stay, without it. Its history keeps what was deleted."),
        },
    )


def _form(request: SignedIn, data: Any, *, initial: dict[str, Any]) -> CompanyForm:
    owners = [(item.account_id, item.name) for item in colleagues(seen_by=request.actor)]
    return CompanyForm(data, initial=initial, owners=owners, teams=team_choices(seen_by=request.actor))


def _answer(request: SignedIn, form: CompanyForm, *, title: str, back: str, status: int = 422) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "customers_companies/form.html", context, status=status if form.is_bound else 200)
