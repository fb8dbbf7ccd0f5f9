"""The only readers of companies that faces use."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from amity.customers.companies.access import visible_to
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.companies.values import values_of
from amity.kernel.commands import Actor, Missing
from amity.kernel.paging import Page, capped_count, keyset_page
from amity.records.kinds.columns import with_list_columns

SORTS = {"name": ("name_key", "pk"), "created": ("created_at", "pk")}


def company_list(
    *, seen_by: Actor, sort: str = "name", after: str | None = None, before: str | None = None
) -> Page[Company]:
    """One page of the companies `seen_by` may see; Invalid for a sort there is none of."""
    rows, order = with_list_columns(visible_to(seen_by).select_related("owner"), "company", SORTS, sort)
    return keyset_page(rows, order=order, after=after, before=before)


def company_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many there are to see, counted up to 10,000; True when there are more."""
    return capped_count(visible_to(seen_by))


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


def visible_company_ids(ids: Iterable[int], *, seen_by: Actor) -> set[int]:
    """Those of these companies that the viewer may see."""
    return set(visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", flat=True))
