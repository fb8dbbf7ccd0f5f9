"""The values of stored companies, as forms, previews and changes know them."""

from collections.abc import Sequence
from typing import Any

from amity.customers.companies.models import Company, CompanyDomain
from amity.records.kinds.numbers import COMPANY
from amity.records.tags.queries import tag_names_of

PLAIN = (
    "name", "parent_id", "industry", "employees", "about", "owner_id", "team_id", "street", "city", "region",
    "postal_code", "country",
)  # fmt: skip


def values_of(companies: Sequence[Company]) -> dict[int, dict[str, Any]]:
    """All changeable values by company id, lists included (two queries)."""
    ids = [company.pk for company in companies]
    domains: dict[int, list[str]] = {company_id: [] for company_id in ids}
    for company_id, domain in (
        CompanyDomain.objects.filter(company__in=ids).order_by("pk").values_list("company_id", "domain")
    ):
        domains[company_id].append(domain)
    tags = tag_names_of(COMPANY, ids)
    return {
        company.pk: {name: getattr(company, name) for name in PLAIN}
        | {"phone": company.phone_typed, "domains": domains[company.pk], "tags": tags.get(company.pk, [])}
        for company in companies
    }
