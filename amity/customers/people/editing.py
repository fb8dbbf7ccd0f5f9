"""How a person is edited by hand."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.companies.choosing import company_named, kept_unseen, names_of
from amity.customers.contact.places import Place
from amity.customers.people.commands import add_person, update_people
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.forms import PersonForm
from amity.customers.people.models import Person
from amity.customers.people.values import values_of
from amity.kernel.commands import Actor, Invalid, SetResult
from amity.records.kinds.changing import RecordChange, Values
from amity.records.kinds.editing import RecordEditing
from amity.records.kinds.pages import belonging_choices
from amity.records.kinds.picking import picked


class PersonEditing(RecordEditing[Person, PersonForm]):
    """The company is typed by name and found or added."""

    def values_of(self, records: Sequence[Person]) -> dict[int, Values]:
        return values_of(records)

    def update(self, changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
        return update_people(changes, by=by)

    def initial(self, record: Person, values: Values, *, seen_by: Actor) -> dict[str, Any]:
        companies = names_of((item["company_id"] for item in values["companies"]), seen_by=seen_by)
        return PersonForm.initial_from(values, {company_id: company.name for company_id, company in companies.items()})

    def form(self, record: Person | None, data: Any, *, initial: dict[str, Any], seen_by: Actor) -> PersonForm:
        return PersonForm(data, initial=initial, **belonging_choices(record, seen_by=seen_by))

    def resolve(self, form: PersonForm, *, by: Actor) -> None:
        given = form.given.get("companies") or []
        first = given[0]["company_id"] if given else None
        form.company_id = first
        if form.is_touched("company"):
            name = form.cleaned_data["company"].strip()
            first = picked(form, "company", "company", by=by) or first
            form.company_id = company_named(name, by=by, prefer=first) if name else kept_unseen(first, by=by)
        if form.cleaned_data["role"] and not form.company_id:
            raise Invalid("person.role_without_company", _("Say which company this role is at."), "company")

    def add(self, form: PersonForm, *, by: Actor) -> int:
        return add_person(_draft(form), by=by)


def _draft(form: PersonForm) -> PersonDraft:
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
