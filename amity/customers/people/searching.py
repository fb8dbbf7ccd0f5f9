"""What people are found by, as hits of the search show it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.companies.choosing import names_of
from amity.customers.people.models import Employment, PersonEmail, PersonPhone
from amity.kernel.commands import Actor
from amity.records.search.searchable import FoundField, Shown


def show_people(people: Sequence[Any], seen_by: Actor) -> dict[int, Shown]:
    """E-mails and phones; beside each their company, else their first address."""
    ids = [person.pk for person in people]
    fields: dict[int, list[FoundField]] = {}
    beside: dict[int, str] = {}
    for person_id, address in (
        PersonEmail.objects.filter(person__in=ids).order_by("-is_primary", "pk").values_list("person_id", "address")
    ):
        fields.setdefault(person_id, []).append(FoundField(_("E-mail"), address))
        beside.setdefault(person_id, address)
    for person_id, typed in (
        PersonPhone.objects.filter(person__in=ids).order_by("-is_primary", "pk").values_list("person_id", "typed")
    ):
        fields.setdefault(person_id, []).append(FoundField(_("Phone"), typed))
        beside.setdefault(person_id, typed)
    jobs = dict(Employment.objects.filter(person__in=ids, is_primary=True).values_list("person_id", "company_id"))
    companies = names_of(list(jobs.values()), seen_by=seen_by)
    beside.update({person_id: companies[job].name for person_id, job in jobs.items() if job in companies})
    return {pk: Shown(fields.get(pk, ()), beside.get(pk, "")) for pk in ids}
