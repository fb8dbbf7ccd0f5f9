"""What people can be asked for."""

from django.utils.translation import gettext_lazy as _

from amity.customers.contact.emails import email_key
from amity.customers.contact.phones import phone_word
from amity.customers.contact.places import country_code
from amity.customers.people.models import Employment, PersonAddress, PersonEmail, PersonPhone
from amity.customers.people.stages import Stage
from amity.kernel.commands import Invalid
from amity.kernel.filters import Choice, Field, Through, Type
from amity.kernel.text import sort_key
from amity.records.kinds.filtering import belonging_filters, register_filter_fields, related_lookup
from amity.records.kinds.numbers import PERSON
from amity.records.tags.filtering import tags_filter
from amity.workspace.settings.queries import organisation

ABOUT, CONTACT, PLACE = _("About"), _("Contact"), _("Place")
EMAILS = Through(lambda _seen_by: PersonEmail.objects.all(), "person")
PHONES = Through(lambda _seen_by: PersonPhone.objects.all(), "person")
ADDRESSES = Through(lambda _seen_by: PersonAddress.objects.all(), "person")


def _email_word(text: str) -> str:
    """An address as it is matched, or a piece of one."""
    try:
        return email_key(text)
    except Invalid:
        return text.strip().casefold()


FIELDS = [
    Field(name="name", label=_("Name"), type=Type.TEXT, path="name", key="name_key", group=ABOUT, order=10),
    Field(
        name="given_name",
        label=_("Given name"),
        type=Type.TEXT,
        path="given_name",
        key="given_key",
        group=ABOUT,
        order=11,
    ),
    Field(
        name="family_name",
        label=_("Family name"),
        type=Type.TEXT,
        path="family_name",
        key="family_key",
        group=ABOUT,
        order=12,
    ),
    Field(
        name="company",
        label=_("Company"),
        type=Type.RELATION,
        kind="company",
        path="company",
        through=Through(lambda _seen_by: Employment.objects.all(), "person"),
        lookup=related_lookup("company"),
        group=CONTACT,
        order=20,
    ),
    Field(
        name="role",
        label=_("Role"),
        type=Type.TEXT,
        through=Through(lambda _seen_by: Employment.objects.all(), "person"),
        path="role",
        key="role_key",
        group=CONTACT,
        order=25,
    ),
    Field(
        name="email",
        label=_("E-mail"),
        type=Type.TEXT,
        through=EMAILS,
        path="address",
        key="address_key",
        key_of=_email_word,
        group=CONTACT,
        order=30,
    ),
    Field(name="has_email", label=_("Has an e-mail"), type=Type.YES_NO, through=EMAILS, group=CONTACT, order=31),
    Field(
        name="phone",
        label=_("Phone"),
        type=Type.TEXT,
        through=PHONES,
        path="typed",
        key="e164",
        key_of=lambda text: phone_word(text, organisation().default_region),
        group=CONTACT,
        order=40,
    ),
    Field(name="has_phone", label=_("Has a phone"), type=Type.YES_NO, through=PHONES, group=CONTACT, order=41),
    Field(
        name="city",
        label=_("City"),
        type=Type.TEXT,
        through=ADDRESSES,
        path="city",
        key="city_key",
        group=PLACE,
        order=51,
    ),
    Field(
        name="country",
        label=_("Country"),
        type=Type.TEXT,
        through=ADDRESSES,
        path="country",
        key="country_key",
        key_of=lambda name: sort_key(country_code(name)),
        group=PLACE,
        order=52,
    ),
    Field(
        name="region",
        label=_("Region"),
        type=Type.TEXT,
        through=ADDRESSES,
        path="region",
        key="region_key",
        group=PLACE,
        order=53,
    ),
    Field(
        name="postal_code",
        label=_("Postal code"),
        type=Type.TEXT,
        through=ADDRESSES,
        path="postal_code",
        key="postal_key",
        group=PLACE,
        order=54,
    ),
    Field(
        name="stage",
        label=_("Stage"),
        type=Type.CHOICE,
        path="stage",
        choices=[Choice(value, label) for value, label in Stage.choices if value],
        group=ABOUT,
        order=60,
    ),
    Field(
        name="language",
        label=_("Language"),
        type=Type.TEXT,
        path="language",
        key="language_key",
        group=ABOUT,
        order=70,
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
    tags_filter(PERSON),
    *belonging_filters(),
]


def contribute() -> None:
    """Let people be asked; called from ready()."""
    register_filter_fields("person", *FIELDS)
