"""What lists and the page of a company show."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from amity.customers.companies.access import visible_to
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.contact.places import Place
from amity.kernel.commands import Actor
from amity.records.kinds.common_fields import belonging_fields, created_field
from amity.records.kinds.fields import RecordField, Rows
from amity.records.kinds.numbers import COMPANY
from amity.records.tags.fields import tags_field

CONTACT = _("Contact")
ABOUT = _("About")


def _domains(rows: Rows, _seen_by: Actor) -> Rows:
    return rows.prefetch_related(Prefetch("domains", CompanyDomain.objects.order_by("pk"), to_attr="all_domains"))


def _domain_words(company: Company) -> str:
    return ", ".join(item.domain for item in company.all_domains)  # type: ignore[attr-defined]


def _parent(rows: Rows, seen_by: Actor) -> Rows:
    seen = visible_to(seen_by).only("id", "uid", "name")
    return rows.prefetch_related(Prefetch("parent", seen, to_attr="seen_parent"))


def _seen_parent(company: Company) -> Any:
    return getattr(company, "seen_parent", None)


def _place(company: Company) -> Place | None:
    place = Place(company.street, company.city, company.region, company.postal_code, company.country)
    return place if place.on_one_line() else None


FIELDS = [
    RecordField(
        name="name",
        label=_("Company"),
        shape="name",
        sort=("name_key", "pk"),
        editor=("name",),
        changes=("name",),
        in_list=True,
        area="who",
        order=10,
    ),
    RecordField(
        name="industry",
        label=_("Industry"),
        group="industry",
        editor=("industry",),
        changes=("industry",),
        in_list=True,
        section=ABOUT,
        order=20,
    ),
    RecordField(
        name="city",
        label=_("City"),
        group="city",
        editor=("city",),
        changes=("city",),
        in_list=True,
        area="sub",
        order=30,
    ),
    RecordField(
        name="country",
        label=_("Country"),
        group="country",
        editor=("country",),
        changes=("country",),
        order=31,
    ),
    RecordField(
        name="domains",
        label=_("Web domains"),
        value=_domain_words,
        fetch=_domains,
        editor=("domains",),
        changes=("domains",),
        section=CONTACT,
        order=40,
    ),
    RecordField(
        name="phone",
        label=_("Phone"),
        shape="phone",
        value=lambda company: company.phone_typed,
        editor=("phone",),
        changes=("phone",),
        section=CONTACT,
        order=50,
    ),
    RecordField(
        name="address",
        label=_("Address"),
        shape="place",
        value=_place,
        editor=("street", "postal_code", "city", "region", "country"),
        changes=("street", "postal_code", "city", "region", "country"),
        section=CONTACT,
        order=55,
    ),
    RecordField(
        name="parent",
        label=_("Part of"),
        shape="record",
        value=_seen_parent,
        fetch=_parent,
        editor=("parent",),
        changes=("parent_id",),
        section=ABOUT,
        order=60,
    ),
    RecordField(
        name="employees",
        label=_("Employees"),
        shape="number",
        editor=("employees",),
        changes=("employees",),
        section=ABOUT,
        order=70,
    ),
    RecordField(
        name="about",
        label=_("About"),
        shape="long_text",
        editor=("about",),
        changes=("about",),
        section=ABOUT,
        order=80,
    ),
    tags_field(COMPANY, order=95),
    created_field(in_list=True),
    *belonging_fields(),
]
