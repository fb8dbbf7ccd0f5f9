"""What lists and the page of a person show."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.contact.places import Place
from amity.customers.people.models import Employment, Person, PersonAddress, PersonEmail, PersonPhone
from amity.customers.people.stages import Stage
from amity.kernel.commands import Actor
from amity.records.kinds.common_fields import belonging_fields, created_field
from amity.records.kinds.fields import RecordField, Rows
from amity.records.kinds.numbers import PERSON
from amity.records.tags.fields import tags_field

CONTACT = _("Contact")
ABOUT = _("About")


def _emails(rows: Rows, _seen_by: Actor) -> Rows:
    primary = PersonEmail.objects.filter(is_primary=True)
    return rows.prefetch_related(Prefetch("emails", primary, to_attr="primary_emails"))


def _phones(rows: Rows, _seen_by: Actor) -> Rows:
    primary = PersonPhone.objects.filter(is_primary=True)
    return rows.prefetch_related(Prefetch("phones", primary, to_attr="primary_phones"))


def _places(rows: Rows, _seen_by: Actor) -> Rows:
    primary = PersonAddress.objects.filter(is_primary=True)
    return rows.prefetch_related(Prefetch("addresses", primary, to_attr="primary_addresses"))


def _employments(rows: Rows, seen_by: Actor) -> Rows:
    # A company the viewer may not see is none: reading it then raises an AttributeError, without a query.
    seen = Prefetch("company", visible_companies(seen_by).only("id", "uid", "name"))
    primary = Employment.objects.filter(is_primary=True).prefetch_related(seen)
    return rows.prefetch_related(Prefetch("employments", primary, to_attr="primary_employments"))


def _first(items: str, attribute: str) -> Any:
    def read(person: Person) -> Any:
        found = getattr(person, items)
        return getattr(found[0], attribute, None) if found else None

    return read


def _place(person: Person) -> Place | None:
    found: list[PersonAddress] = person.primary_addresses  # type: ignore[attr-defined]
    if not found:
        return None
    at = found[0]
    return Place(at.street, at.city, at.region, at.postal_code, at.country)


def _every_email(ids: Sequence[int], _seen_by: Actor) -> dict[int, list[tuple[Any, str]]]:
    return _every(PersonEmail, ids, lambda row: row.address)


def _every_phone(ids: Sequence[int], _seen_by: Actor) -> dict[int, list[tuple[Any, str]]]:
    return _every(PersonPhone, ids, lambda row: row.typed)


def _every_place(ids: Sequence[int], _seen_by: Actor) -> dict[int, list[tuple[Any, str]]]:
    return _every(PersonAddress, ids, lambda row: Place(row.street, row.city, row.region, row.postal_code, row.country))


def _every(model: Any, ids: Sequence[int], value: Callable[[Any], Any]) -> dict[int, list[tuple[Any, str]]]:
    found: dict[int, list[tuple[Any, str]]] = defaultdict(list)
    for row in model.objects.filter(person__in=ids).order_by("-is_primary", "pk"):
        found[row.person_id].append((value(row), row.label))
    return found


FIELDS = [
    RecordField(
        name="name",
        label=_("Person"),
        shape="name",
        sort=("name_key", "pk"),
        editor=("full_name", "given_name", "family_name"),
        changes=("full_name", "given_name", "family_name"),
        in_list=True,
        area="who",
        order=10,
    ),
    RecordField(
        name="company",
        label=_("Company"),
        shape="record",
        value=_first("primary_employments", "company"),
        fetch=_employments,
        editor=("company", "role"),
        changes=("companies",),
        in_list=True,
        area="sub",
        section=CONTACT,
        order=20,
    ),
    RecordField(
        name="role",
        label=_("Role"),
        value=_first("primary_employments", "role"),
        fetch=_employments,
        editor=("role",),
        changes=("companies",),
        section=CONTACT,
        order=25,
    ),
    RecordField(
        name="email",
        label=_("E-mail"),
        shape="email",
        value=_first("primary_emails", "address"),
        fetch=_emails,
        every=_every_email,
        editor=("emails",),
        changes=("emails",),
        in_list=True,
        section=CONTACT,
        order=30,
    ),
    RecordField(
        name="phone",
        label=_("Phone"),
        shape="phone",
        value=_first("primary_phones", "typed"),
        fetch=_phones,
        every=_every_phone,
        editor=("phones",),
        changes=("phones",),
        section=CONTACT,
        order=40,
    ),
    RecordField(
        name="address",
        label=_("Address"),
        shape="place",
        value=_place,
        fetch=_places,
        every=_every_place,
        editor=("street", "postal_code", "city", "region", "country"),
        changes=("addresses",),
        section=CONTACT,
        order=50,
    ),
    RecordField(
        name="city",
        label=_("City"),
        value=_first("primary_addresses", "city"),
        fetch=_places,
        editor=("city",),
        changes=("addresses",),
        order=51,
    ),
    RecordField(
        name="country",
        label=_("Country"),
        value=_first("primary_addresses", "country"),
        fetch=_places,
        editor=("country",),
        changes=("addresses",),
        order=52,
    ),
    RecordField(
        name="stage",
        label=_("Stage"),
        shape="choice",
        choices=Stage.choices,
        group="stage",
        editor=("stage",),
        changes=("stage",),
        section=ABOUT,
        order=60,
    ),
    RecordField(
        name="language",
        label=_("Language"),
        group="language",
        editor=("language",),
        changes=("language",),
        section=ABOUT,
        order=70,
    ),
    RecordField(
        name="time_zone",
        label=_("Time zone"),
        editor=("time_zone",),
        changes=("time_zone",),
        section=ABOUT,
        order=80,
    ),
    RecordField(
        name="about",
        label=_("About"),
        shape="long_text",
        editor=("about",),
        changes=("about",),
        section=ABOUT,
        order=90,
    ),
    tags_field(PERSON, order=95),
    created_field(in_list=True),
    *belonging_fields(),
]
