"""What of people stands around other records, and around people: their companies, their colleagues."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.people.models import Employment
from amity.customers.people.queries import (
    colleague_count,
    colleagues_of,
    companies_of,
    company_count_of,
    people_count_of,
    people_of,
)
from amity.kernel.commands import Actor
from amity.records.kinds.associations import Association, Related
from amity.records.kinds.registry import register_association


def people_lines(company: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """Who works with a company, by name."""
    return [_person(job) for job in people_of(company, seen_by=seen_by, limit=limit)]


def company_lines(person: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """The companies a person works with, the main one first."""
    return [
        Related(job.company.name, f"/companies/{job.company.uid}", note=job.role, face=job.company.pk)
        for job in companies_of(person, seen_by=seen_by, limit=limit)
    ]


def colleague_lines(person: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """Who else works with their main company."""
    company = _main_company(person)
    found = colleagues_of(person, company.pk, seen_by=seen_by, limit=limit) if company else []
    return [_person(job) for job in found]


def colleagues_counted(person: Any, *, seen_by: Actor) -> tuple[int, bool]:
    """How many they are."""
    return colleague_count(person, _main_company(person).pk, seen_by=seen_by)


def _main_company(person: Any) -> Any:
    """Of a person as their page fetched them; None where there is none the viewer may see."""
    jobs = person.primary_employments
    return getattr(jobs[0], "company", None) if jobs else None


def _person(job: Employment) -> Related:
    return Related(job.person.name, f"/people/{job.person.uid}", note=job.role, face=job.person.pk, is_person=True)


def contribute() -> None:
    """Called from ready()."""
    register_association(
        "company",
        Association(
            name="people",
            label=_("People"),
            top=people_lines,
            count=people_count_of,
            add_href=lambda company: f"/people/new?company={company.uid}",
            add_label=_("Add a person"),
            all_href=lambda company: f"/people?company={company.uid}",
            empty=_("Nobody known here yet."),
            order=10,
        ),
    )
    register_association(
        "person",
        Association(name="companies", label=_("Companies"), top=company_lines, count=company_count_of, order=40),
    )
    register_association(
        "person",
        Association(
            name="colleagues",
            label=_("Colleagues"),
            top=colleague_lines,
            count=colleagues_counted,
            order=50,
        ),
    )
