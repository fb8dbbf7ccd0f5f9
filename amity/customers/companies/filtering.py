"""What companies can be asked for."""

from django.utils.translation import gettext_lazy as _

from amity.customers.companies.models import CompanyDomain
from amity.customers.contact.phones import phone_word
from amity.customers.contact.places import country_code
from amity.kernel.filters import Field, Through, Type
from amity.kernel.text import sort_key
from amity.records.kinds.filtering import belonging_filters, register_filter_fields, related_lookup
from amity.records.kinds.numbers import COMPANY
from amity.records.tags.filtering import tags_filter
from amity.workspace.settings.queries import organisation

ABOUT, CONTACT, PLACE = _("About"), _("Contact"), _("Place")


def _text(name: str, label: object, group: object, order: int, key: str = "") -> Field:
    return Field(
        name=name,
        label=label,  # type: ignore[arg-type]
        type=Type.TEXT,
        path=name,
        key=key or f"{name}_key",
        group=group,  # type: ignore[arg-type]
        order=order,
    )


FIELDS = [
    _text("name", _("Name"), ABOUT, 10),
    _text("industry", _("Industry"), ABOUT, 20),
    _text("city", _("City"), PLACE, 30),
    Field(
        name="country",
        label=_("Country"),
        type=Type.TEXT,
        path="country",
        key="country_key",
        key_of=lambda name: sort_key(country_code(name)),
        group=PLACE,
        order=31,
    ),
    _text("region", _("Region"), PLACE, 32),
    _text("postal_code", _("Postal code"), PLACE, 33, "postal_key"),
    Field(
        name="domains",
        label=_("Web domains"),
        type=Type.TEXT,
        through=Through(lambda _seen_by: CompanyDomain.objects.all(), "company"),
        path="domain",
        key="domain",
        key_of=lambda text: text.strip().casefold().removeprefix("www."),
        aliases=("domain",),
        group=CONTACT,
        order=40,
    ),
    Field(
        name="phone",
        label=_("Phone"),
        type=Type.TEXT,
        path="phone_typed",
        key="phone_e164",
        key_of=lambda text: phone_word(text, organisation().default_region),
        group=CONTACT,
        order=50,
    ),
    Field(
        name="parent",
        label=_("Parent company"),
        type=Type.RELATION,
        kind="company",
        path="parent",
        lookup=related_lookup("company"),
        group=ABOUT,
        order=70,
    ),
    Field(
        name="employees",
        label=_("Employees"),
        type=Type.NUMBER,
        path="employees",
        aliases=("size",),
        group=ABOUT,
        order=80,
    ),
    Field(
        name="about",
        label=_("About"),
        type=Type.TEXT,
        path="about",
        operators=("is empty", "is not empty"),
        group=ABOUT,
        order=90,
    ),
    tags_filter(COMPANY),
    *belonging_filters(),
]


def contribute() -> None:
    """Let companies be asked; called from ready()."""
    register_filter_fields("company", *FIELDS)
