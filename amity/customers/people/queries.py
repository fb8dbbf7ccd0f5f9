"""The only readers of people that faces use."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from amity.customers.companies.models import Company
from amity.customers.people.access import visible_to
from amity.customers.people.models import Employment, Person, PersonEmail
from amity.customers.people.values import values_of
from amity.kernel.commands import Actor, Missing
from amity.kernel.paging import Page, capped_count, keyset_page
from amity.records.kinds.columns import with_list_columns

SORTS = {"name": ("name_key", "pk"), "created": ("created_at", "pk")}


def person_list(
    *, seen_by: Actor, sort: str = "name", after: str | None = None, before: str | None = None
) -> Page[Person]:
    """One page of the people `seen_by` may see, each with `primary_emails` and `primary_employments` (lists of 0 or 1).

    Invalid for a sort there is none of.
    """
    rows: QuerySet[Person] = (
        visible_to(seen_by)
        .select_related("owner")
        .prefetch_related(
            Prefetch("emails", PersonEmail.objects.filter(is_primary=True), to_attr="primary_emails"),
            Prefetch(
                "employments",
                Employment.objects.filter(is_primary=True).select_related("company"),
                to_attr="primary_employments",
            ),
        )
    )
    rows, order = with_list_columns(rows, "person", SORTS, sort)
    return keyset_page(rows, order=order, after=after, before=before)


def person_count(*, seen_by: Actor) -> tuple[int, bool]:
    """How many there are to see, counted up to 10,000; True when there are more."""
    return capped_count(visible_to(seen_by))


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
    rows = Employment.objects.filter(company=company, person__in=visible_to(seen_by)).select_related("person")
    return list(rows.order_by("person__name_key", "pk")[:limit])


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


def visible_people_ids(ids: Iterable[int], *, seen_by: Actor) -> set[int]:
    """Those of these people that the viewer may see."""
    return set(visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", flat=True))


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
