"""The only readers of people that faces use."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.companies.models import Company
from amity.customers.people.access import visible_to
from amity.customers.people.models import Employment, Person, PersonEmail
from amity.customers.people.values import values_of
from amity.kernel.commands import Actor, Missing
from amity.kernel.paging import capped_count


def get_person(uid: UUID | str, *, seen_by: Actor) -> Person:
    """One person by their public key; Missing when there is none the viewer may see."""
    person = visible_to(seen_by).filter(uid=uid).select_related("owner", "team").first()
    if person is None:
        raise Missing("no such person")
    return person


def person_values(person: Person) -> dict[str, Any]:
    """All their changeable values, lists included."""
    return values_of([person])[person.pk]


def people_of(company: Company, *, seen_by: Actor, limit: int = 50) -> list[Employment]:
    """Who works with a company, of the people the viewer may see, by name."""
    rows = _at(company.pk, seen_by).select_related("person")
    return list(rows.order_by("person__name_key", "pk")[:limit])


def people_count_of(company: Company, *, seen_by: Actor) -> tuple[int, bool]:
    """How many people work with a company, of those the viewer may see; capped likewise."""
    return capped_count(_at(company.pk, seen_by))


def companies_of(person: Person, *, seen_by: Actor, limit: int = 50) -> list[Employment]:
    """The companies a person works with, of those the viewer may see, the main one first."""
    rows = _of(person, seen_by).select_related("company")
    return list(rows.order_by("-is_primary", "pk")[:limit])


def company_count_of(person: Person, *, seen_by: Actor) -> tuple[int, bool]:
    """How many companies a person works with, of those the viewer may see."""
    return capped_count(_of(person, seen_by))


def colleagues_of(person: Person, company_id: int, *, seen_by: Actor, limit: int = 50) -> list[Employment]:
    """Who else works with a company of a person that the viewer may see, of the people they may see, by name."""
    return list(
        _colleagues(person, company_id, seen_by).select_related("person").order_by("person__name_key", "pk")[:limit]
    )


def colleague_count(person: Person, company_id: int, *, seen_by: Actor) -> tuple[int, bool]:
    """How many they are; capped likewise."""
    return capped_count(_colleagues(person, company_id, seen_by))


def _colleagues(person: Person, company_id: int, seen_by: Actor) -> QuerySet[Employment]:
    return _at(company_id, seen_by).exclude(person=person)


def people_by_email(keys: Iterable[str], *, seen_by: Actor) -> dict[str, list[int]]:
    """Ids of the visible people by e-mail key; an address may belong to several."""
    # Two steps: in one, SQLite starts from all visible people instead of the few addresses.
    rows = list(PersonEmail.objects.filter(address_key__in=set(keys)).values_list("address_key", "person_id"))
    seen = visible_people_ids({person_id for _key, person_id in rows}, seen_by=seen_by) if rows else set()
    found: dict[str, list[int]] = {}
    for key, person_id in sorted(rows):
        if person_id in seen:
            found.setdefault(key, []).append(person_id)
    return found


def person_by_id(person_id: int, *, seen_by: Actor) -> Person:
    """One person by the key a command returned; Missing when the viewer may not see them."""
    person = visible_to(seen_by).filter(pk=person_id).first()
    if person is None:
        raise Missing("no such person")
    return person


def people_by_uid(uids: Iterable[UUID], *, seen_by: Actor) -> dict[UUID, int]:
    """The keys of the visible people among these public ids; one query, none for none."""
    wanted = set(uids)
    return dict(visible_to(seen_by).filter(uid__in=wanted).values_list("uid", "pk")) if wanted else {}


def visible_people_ids(ids: Iterable[int], *, seen_by: Actor) -> set[int]:
    """Those of these people that the viewer may see."""
    return set(visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", flat=True))


def unseen_employments(ids: Iterable[int], *, seen_by: Actor) -> dict[int, list[dict[str, Any]]]:
    """What people do at companies the viewer does not see, as their changes hold it, by person id."""
    rows = Employment.objects.filter(person__in=list(ids)).order_by("-is_primary", "pk")
    jobs = list(rows.values_list("person_id", "company_id", "role"))
    seen = set(
        visible_companies(seen_by).filter(pk__in={company for _id, company, _role in jobs}).values_list("pk", flat=True)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for person_id, company_id, role in jobs:
        if company_id not in seen:
            found.setdefault(person_id, []).append({"company_id": company_id, "role": role})
    return found


def people_values(ids: Iterable[int], *, seen_by: Actor) -> dict[int, dict[str, Any]]:
    """All changeable values of many visible people, by id."""
    return values_of(list(visible_to(seen_by).filter(pk__in=list(ids))))


def people_by_name(keys: Iterable[str], *, seen_by: Actor) -> dict[str, list[int]]:
    """Ids of the visible people by the sort key of their name; a name may be borne by several."""
    rows = visible_to(seen_by).filter(name_key__in=set(keys)).values_list("name_key", "pk")
    found: dict[str, list[int]] = {}
    for key, person_id in sorted(rows):
        found.setdefault(key, []).append(person_id)
    return found


def names_of_people(ids: Iterable[int], *, seen_by: Actor) -> dict[int, Person]:
    """The visible people among these ids, for links."""
    wanted = set(ids)
    return visible_to(seen_by).only("id", "uid", "name").in_bulk(wanted) if wanted else {}


# The visible ones among the few: SQLite would first gather everybody the viewer may see.
def _at(company_id: int, seen_by: Actor) -> "QuerySet[Employment]":
    """Who works with a company, of the people the viewer may see."""
    seen = visible_to(seen_by).filter(employments__company=company_id)
    return Employment.objects.filter(company=company_id, person__in=seen.values("pk"))


def _of(person: Person, seen_by: Actor) -> "QuerySet[Employment]":
    """Where a person works, of the companies the viewer may see."""
    seen = visible_companies(seen_by).filter(employments__person=person)
    return Employment.objects.filter(person=person, company__in=seen.values("pk"))
