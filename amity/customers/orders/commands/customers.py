"""Whom orders belong to: which customers their writer may name, and what follows from them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from amity.customers.catalogue.models import Product
from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.people.access import visible_to as visible_people
from amity.customers.people.models import Employment
from amity.kernel.commands import Actor, Invalid

Belonging = tuple[int | None, int | None]
"""Owner and team."""


class Customers:
    """The people and companies that a set of orders names, as far as its writer sees them (at most 3 queries)."""

    def __init__(self, person_ids: Iterable[int | None], company_ids: Iterable[int | None], by: Actor) -> None:
        people, companies = {i for i in person_ids if i}, {i for i in company_ids if i}
        self._people: dict[int, Belonging] = {}
        self._companies: dict[int, Belonging] = {}
        self._employers: dict[int, int] = {}
        if people:
            rows = visible_people(by).filter(pk__in=people)
            self._people = {row[0]: row[1:] for row in rows.values_list("pk", "owner_id", "team_id")}
            primary = Employment.objects.filter(person_id__in=people, is_primary=True)
            self._employers = dict(primary.values_list("person_id", "company_id"))
        if companies:
            firms = visible_companies(by).filter(pk__in=companies)
            self._companies = {row[0]: row[1:] for row in firms.values_list("pk", "owner_id", "team_id")}

    def check(self, person_id: int | None, company_id: int | None) -> None:
        """Raise Invalid for a customer that does not exist or is not the writer's to see."""
        if person_id and person_id not in self._people:
            raise Invalid("order.no_such_person", _("There is no such person. Choose another."), "person_id")
        if company_id and company_id not in self._companies:
            raise Invalid("order.no_such_company", _("There is no such company. Choose another."), "company_id")

    def company_of(self, person_id: int | None) -> int | None:
        """The person's primary company."""
        return self._employers.get(person_id) if person_id else None

    def belonging(self, person_id: int | None, company_id: int | None) -> Belonging:
        """Owner and team of the customer: of the person, else of the company."""
        return self._people.get(person_id or 0) or self._companies.get(company_id or 0) or (None, None)


def product_names(product_ids: Iterable[int | None]) -> dict[int, str]:
    """Names of the products among these ids that exist; one query."""
    wanted = {product_id for product_id in product_ids if product_id}
    return dict(Product.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
