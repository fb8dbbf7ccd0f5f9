"""The only readers of companies that faces use."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from amity.customers.companies.access import visible_to
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.companies.values import values_of
from amity.kernel.commands import Actor, Invalid, Missing
from amity.kernel.paging import Page, keyset_page

# What a list may be sorted by; higher rooms add columns of their side tables (register_sort).
SORTS: dict[str, tuple[str, ...]] = {
    "name": ("name_key", "pk"),
    "-name": ("-name_key", "-pk"),
    "created": ("created_at", "pk"),
    "-created": ("-created_at", "-pk"),
}


# Rows read along with each company: higher rooms add their side tables.
RELATED: list[str] = ["owner"]


def register_sort(name: str, path: str) -> None:
    """Let a higher room sort companies by a column of its side table: `totals__net`, tie broken by its key."""
    table = path.split("__")[0]
    if table not in RELATED:
        RELATED.append(table)
    SORTS[name] = (path, f"{table}__company_id")
    SORTS[f"-{name}"] = (f"-{path}", f"-{table}__company_id")


def company_list(
    *, seen_by: Actor, sort: str = "name", after: str | None = None, before: str | None = None
) -> Page[Company]:
    """One page of the companies `seen_by` may see; Invalid for a sort there is none of."""
    if sort not in SORTS:
        raise Invalid("list.unknown_sort", f"Companies cannot be sorted by {sort}.", "sort")
    rows: QuerySet[Company] = visible_to(seen_by).select_related(*RELATED)
    return keyset_page(rows, order=SORTS[sort], after=after, before=before)


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
    found: dict[str, list[int]] = {}
    rows = visible_to(seen_by).filter(name_key__in=set(keys)).order_by("pk")
    for key, company_id in rows.values_list("name_key", "pk"):
        found.setdefault(key, []).append(company_id)
    return found


def companies_by_domain(domains: Iterable[str], *, seen_by: Actor) -> dict[str, list[int]]:
    """Ids of the visible companies by domain."""
    found: dict[str, list[int]] = {}
    rows = CompanyDomain.objects.filter(domain__in=set(domains), company__in=visible_to(seen_by)).order_by("pk")
    for domain, company_id in rows.values_list("domain", "company_id"):
        found.setdefault(domain, []).append(company_id)
    return found
