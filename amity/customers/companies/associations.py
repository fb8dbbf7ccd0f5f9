"""What of companies stands around companies: the one they belong to, and those that belong to them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.companies.models import Company
from amity.customers.companies.queries import companies_above, subsidiaries_of, subsidiary_count
from amity.kernel.commands import Actor
from amity.records.kinds.associations import Association, Related
from amity.records.kinds.registry import register_association


def above_lines(company: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """The chain of companies above it, the nearest first, as far as the viewer may see."""
    return [_company(item) for item in companies_above(company, seen_by=seen_by, limit=limit)]


def above_count(company: Any, *, seen_by: Actor) -> tuple[int, bool]:
    """How long the chain is."""
    return len(companies_above(company, seen_by=seen_by)), False


def subsidiary_lines(company: Any, *, seen_by: Actor, limit: int) -> list[Related]:
    """The companies that belong to it, by name."""
    return [_company(item) for item in subsidiaries_of(company, seen_by=seen_by, limit=limit)]


def _company(company: Company) -> Related:
    return Related(company.name, f"/companies/{company.uid}", note=company.city, face=company.pk)


def contribute() -> None:
    """Called from ready()."""
    register_association(
        "company", Association(name="above", label=_("Belongs to"), top=above_lines, count=above_count, order=40)
    )
    register_association(
        "company",
        Association(
            name="subsidiaries",
            label=_("Belong to it"),
            top=subsidiary_lines,
            count=subsidiary_count,
            all_href=lambda company: f"/companies?company={company.uid}",
            order=50,
        ),
    )
