"""Pages of people: list, a person, add, edit, delete."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amity.customers.companies.choosing import company_named, names_of
from amity.customers.contact.places import Place
from amity.customers.people.commands import add_person, change_person, delete_person
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.forms import PersonForm
from amity.customers.people.queries import get_person, person_by_id, person_count, person_list, person_values
from amity.kernel.commands import Actor, Invalid
from amity.kernel.ui.lists import Column
from amity.records.kinds.numbers import PERSON
from amity.records.kinds.pages import kind_list, panels_of, save_or_ask
from amity.records.tags.queries import tags_of
from amity.records.timeline.pages import history_context
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.queries import colleagues
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.teams.queries import team_choices


@require_safe
def people(request: SignedIn) -> HttpResponse:
    sort = request.GET.get("sort", "name")
    page = person_list(
        seen_by=request.actor, sort=sort, after=request.GET.get("after"), before=request.GET.get("before")
    )
    own = [
        Column(_("Person"), sort="name"),
        Column(_("Company")),
        Column(_("E-mail")),
        Column(_("Tags")),
    ]
    tags = tags_of(PERSON, [person.pk for person in page.rows])
    context = kind_list(request, "person", page, person_count(seen_by=request.actor), own, sort=sort, tags=tags)
    return render(request, "customers_people/people.html", context)


@require_safe
def person(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_person(uid, seen_by=request.actor)
    values = person_values(found)
    companies = names_of([item["company_id"] for item in values["companies"]], seen_by=request.actor)
    return render(
        request,
        "customers_people/person.html",
        {
            "person": found,
            "values": values,
            "companies": [
                (companies[item["company_id"]], item) for item in values["companies"] if item["company_id"] in companies
            ],
            "places": [(Place(**item), item["label"]) for item in values["addresses"]],
            "tags": tags_of(PERSON, [found.pk]).get(found.pk, ()),
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
        save_or_ask(form, lambda: made.append(add_person(_draft(form, request.actor), by=request.actor)))
        if form.is_valid():
            added = person_by_id(made[-1], seen_by=request.actor)
            messages.success(request, _("%(name)s was added.") % {"name": added.name})
            return redirect("people:person", uid=added.uid)
    return _answer(request, form, title=_("Add a person"), back="/people")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_person(uid, seen_by=request.actor)
    require_writer(request.actor)
    values = person_values(found)
    names = {
        company_id: company.name
        for company_id, company in names_of(
            [item["company_id"] for item in values["companies"]], seen_by=request.actor
        ).items()
    }
    initial = PersonForm.initial_from(values, names) | {"version": found.version, "was": json.dumps(values)}
    form = _form(request, request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":

        def act() -> None:
            _choose_company(form, request.actor)
            change_person(form.change(found.pk), by=request.actor)

        status = save_or_ask(form, act, version=found.version, now=values)
        if status == 200:
            messages.success(request, _("Saved."))
            return redirect("people:person", uid=uid)
    return _answer(request, form, title=found.name, back=f"/people/{uid}", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    found = get_person(uid, seen_by=request.actor)
    require_writer(request.actor)
    if request.method == "POST":
        delete_person(found.pk, by=request.actor)
        messages.success(request, _("%(name)s was deleted.") % {"name": found.name})
        return redirect("people:people")
    return render(
        request,
        "records_kinds/deletion.html",
        {
            "title": found.name,
            "back": f"/people/{uid}",
            "consequence": _("Their orders stay, without a customer. Their history keeps what was deleted."),
        },
    )


def _form(request: SignedIn, data: Any, *, initial: dict[str, Any]) -> PersonForm:
    owners = [(item.account_id, item.name) for item in colleagues(seen_by=request.actor)]
    return PersonForm(data, initial=initial, owners=owners, teams=team_choices(seen_by=request.actor))


def _answer(request: SignedIn, form: PersonForm, *, title: str, back: str, status: int = 422) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "customers_people/form.html", context, status=status if form.is_bound else 200)


def _choose_company(form: PersonForm, actor: Actor) -> None:
    name = form.cleaned_data["company"].strip()
    given = form.given.get("companies") or []
    first = given[0]["company_id"] if given else None
    form.company_id = company_named(name, by=actor, prefer=first) if name else None
    if form.cleaned_data["role"] and not form.company_id:
        raise Invalid("person.role_without_company", _("Say which company this role is at."), "company")


def _draft(form: PersonForm, actor: Actor) -> PersonDraft:
    _choose_company(form, actor)
    data = form.cleaned_data
    return PersonDraft(
        given_name=data["given_name"],
        family_name=data["family_name"],
        full_name=data["full_name"],
        emails=form.email_drafts(),
        phones=form.phone_drafts(),
        addresses=[Place(data["street"], data["city"], data["region"], data["postal_code"], data["country"])],
        companies=[EmploymentDraft(form.company_id, data["role"])] if form.company_id else [],
        stage=data["stage"],
        language=data["language"],
        time_zone=data["time_zone"],
        about=data["about"],
        tags=form.tag_names(),
        owner_id=data["owner_id"],
        team_id=data["team_id"],
    )
