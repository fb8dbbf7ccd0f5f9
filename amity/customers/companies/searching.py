"""What companies are found by, as hits of the search show it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.companies.models import CompanyDomain
from amity.kernel.commands import Actor
from amity.records.search.searchable import FoundField, Shown


def show_companies(companies: Sequence[Any], seen_by: Actor) -> dict[int, Shown]:
    """Web domains, phone and city; beside each its city, else its first domain."""
    domains: dict[int, list[str]] = {}
    rows = CompanyDomain.objects.filter(company__in=[company.pk for company in companies]).order_by("pk")
    for company_id, domain in rows.values_list("company_id", "domain"):
        domains.setdefault(company_id, []).append(domain)
    found = {}
    for company in companies:
        own = domains.get(company.pk, [])
        fields = [FoundField(_("Web domain"), domain) for domain in own]
        fields += [FoundField(_("Phone"), company.phone_typed), FoundField(_("City"), company.city)]
        found[company.pk] = Shown(fields, company.city or (own[0] if own else ""))
    return found
