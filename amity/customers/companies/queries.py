"""The only readers of companies that faces use."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from amity.customers.companies.access import visible_to
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.companies.values import values_of
from amity.kernel.commands import Actor, Missing
from amity.kernel.paging import capped_count


def get_company(uid: UUID | str, *, seen_by: Actor) -> Company:
    """One company by its public key; Missing when there is none the viewer may see."""
    company = visible_to(seen_by).filter(uid=uid).select_related("owner", "team", "parent").first()
    if company is None:
        raise Missing("no such company")
    return company


def company_values(company: Company) -> dict[str, Any]:
    """All its changeable values, lists included."""
    return values_of([company])[company.pk]


def companies_by_name(keys: Iterable[str], *, seen_by: Actor) -> dict[str, list[int]]:
    """Ids of the visible companies by the sort key of their name; a name may be borne by several."""
    rows = visible_to(seen_by).filter(name_key__in=set(keys)).values_list("name_key", "pk")
    found: dict[str, list[int]] = {}
    for key, company_id in sorted(rows):
        found.setdefault(key, []).append(company_id)
    return found


def companies_by_domain(domains: Iterable[str], *, seen_by: Actor) -> dict[str, list[int]]:
    """Ids of the visible companies by domain."""
    rows = list(CompanyDomain.objects.filter(domain__in=set(domains)).values_list("domain", "company_id"))
    seen = visible_company_ids({company_id for _domain, company_id in rows}, seen_by=seen_by) if rows else set()
    found: dict[str, list[int]] = {}
    for domain, company_id in sorted(rows):
        if company_id in seen:
            found.setdefault(domain, []).append(company_id)
    return found


def company_by_id(company_id: int, *, seen_by: Actor) -> Company:
    """One company by the key a command returned; Missing when the viewer may not see it."""
    company = visible_to(seen_by).filter(pk=company_id).first()
    if company is None:
        raise Missing("no such company")
    return company


def visible_parent(company: Company, *, seen_by: Actor) -> Company | None:
    """The company it belongs to, if the viewer may see it."""
    return visible_to(seen_by).filter(pk=company.parent_id).first() if company.parent_id else None


def subsidiaries_of(company: Company, *, seen_by: Actor, limit: int = 20) -> list[Company]:
    """The companies that belong to it, of those the viewer may see, by name."""
    return list(visible_to(seen_by).filter(parent=company).order_by("name_key", "pk")[:limit])


def subsidiary_count(company: Company, *, seen_by: Actor) -> tuple[int, bool]:
    """How many companies belong to it, of those the viewer may see; capped likewise."""
    return capped_count(visible_to(seen_by).filter(parent=company))


def companies_above(company: Company, *, seen_by: Actor, limit: int = 10) -> list[Company]:
    """The chain of companies it belongs to, the nearest first: one query a step, up to one the viewer may not see."""
    chain: list[Company] = []
    above = company.parent_id
    while above and len(chain) < limit and above not in {company.pk, *(item.pk for item in chain)}:
        found = visible_to(seen_by).filter(pk=above).first()
        if found is None:
            break
        chain.append(found)
        above = found.parent_id
    return chain


def visible_company_ids(ids: Iterable[int], *, seen_by: Actor) -> set[int]:
    """Those of these companies that the viewer may see."""
    return set(visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", flat=True))
