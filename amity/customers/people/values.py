"""The values of stored people, as forms, previews and changes know them."""

from collections.abc import Sequence
from typing import Any

from amity.customers.people.models import Employment, Person, PersonAddress, PersonEmail, PersonPhone
from amity.records.kinds.numbers import PERSON
from amity.records.tags.queries import tag_names_of

PLAIN = (
    "given_name", "family_name", "full_name", "stage", "language", "time_zone", "about", "owner_id", "team_id",
)  # fmt: skip
PLACE = ("street", "city", "region", "postal_code", "country", "label")
_LISTS = (
    ("emails", PersonEmail, ("address", "label")),
    ("phones", PersonPhone, ("typed", "label")),
    ("addresses", PersonAddress, PLACE),
    ("companies", Employment, ("company_id", "role")),
)


def values_of(people: Sequence[Person]) -> dict[int, dict[str, Any]]:
    """All changeable values by person id, lists with the primary item first (five queries)."""
    ids = [person.pk for person in people]
    values: dict[int, dict[str, Any]] = {
        person.pk: {name: getattr(person, name) for name in PLAIN} | {name: [] for name, _model, _columns in _LISTS}
        for person in people
    }
    for name, model, columns in _LISTS:
        rows = model.objects.filter(person__in=ids).order_by("-is_primary", "pk")  # type: ignore[attr-defined]
        for person_id, *items in rows.values_list("person_id", *columns):
            values[person_id][name].append(dict(zip(columns, items, strict=True)))
    tags = tag_names_of(PERSON, ids)
    for person_id in ids:
        values[person_id]["tags"] = tags.get(person_id, [])
    return values
