"""A person draft, checked and brought into the form that is stored; pure, shared by both forms of the command."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from amity.customers.contact.emails import email_key
from amity.customers.contact.names import clean, clean_text, shown_name
from amity.customers.contact.phones import dialled_digits, e164
from amity.customers.contact.places import Place
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.stages import Stage
from amity.kernel.commands import Invalid
from amity.kernel.text import sort_key

T = TypeVar("T")
MOST_OF_EACH = 20


@dataclass(slots=True)
class PersonValues:
    """What is stored of one person: e-mails as (address, key, label), phones as (typed, e164, label)."""

    name: str
    given_name: str
    family_name: str
    full_name: str
    emails: list[tuple[str, str, str]]
    phones: list[tuple[str, str, str]]
    addresses: list[Place]
    companies: list[tuple[int, str]]
    stage: str
    language: str
    time_zone: str
    about: str
    external_ids: list[tuple[str, str]]

    @property
    def name_key(self) -> str:
        return sort_key(self.name)

    @property
    def search_text(self) -> str:
        return person_search_text(
            self.name,
            (key for _address, key, _label in self.emails),
            (number or dialled_digits(typed) for typed, number, _label in self.phones),
        )


def person_search_text(name: str, email_keys: Iterable[str], numbers: Iterable[str]) -> str:
    """The text a person is found by."""
    # Apart, because only the name has letters that are slow to take the accents from.
    return f"{sort_key(name)} {sort_key(' '.join((*email_keys, *numbers)), length=1799)}".rstrip()


def normalise_person(draft: PersonDraft, *, region: str) -> PersonValues:
    """Raise Invalid for a draft that breaks a rule; `region` is where phone numbers without country code are from."""
    given, family, full = clean(draft.given_name, 150), clean(draft.family_name, 150), clean(draft.full_name, 300)
    emails = _emails(draft.emails)
    phones = _phones(draft.phones, region)
    external_ids = [(source, value.strip()) for source, value in draft.external_ids if value.strip()]
    name = (
        shown_name(full_name=full, given_name=given, family_name=family)
        or (emails[0][0] if emails else "")
        or (phones[0][0] if phones else "")
        or (external_ids[0][1] if external_ids else "")
    )
    if not name:
        raise Invalid(
            "person.nameless", _("A person needs one of: a name, an e-mail, a phone, an external id."), "full_name"
        )
    if draft.stage and draft.stage not in _STAGES:
        raise Invalid(
            "person.unknown_stage",
            _("“%(stage)s” is no stage. Use one of: %(stages)s.")
            % {"stage": draft.stage[:40], "stages": ", ".join(sorted(_STAGES))},
            "stage",
        )
    if draft.time_zone and draft.time_zone not in _zones():
        raise Invalid(
            "person.unknown_zone",
            _("“%(zone)s” is no time zone. Write it like Europe/Berlin.") % {"zone": draft.time_zone[:40]},
            "time_zone",
        )
    return PersonValues(
        name=name,
        given_name=given,
        family_name=family,
        full_name=full,
        emails=emails,
        phones=phones,
        addresses=[place.cleaned() for place in draft.addresses if place][:MOST_OF_EACH],
        companies=_companies(draft.companies),
        stage=draft.stage,
        language=clean(draft.language, 35),
        time_zone=draft.time_zone,
        about=clean_text(draft.about),
        external_ids=external_ids,
    )


_STAGES = frozenset(stage for stage in Stage.values if stage)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _emails(drafts: Iterable[EmailDraft]) -> list[tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for draft in drafts:
        address = draft.address.strip()
        if address:
            key = email_key(address)
            found.setdefault(key, (address, key, clean(draft.label, 40)))
    return _few(list(found.values()), "emails")


def _phones(drafts: Iterable[PhoneDraft], region: str) -> list[tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for draft in drafts:
        typed = clean(draft.typed, 60)
        if typed:
            number = e164(typed, region)
            found.setdefault(number or typed, (typed, number, clean(draft.label, 40)))
    return _few(list(found.values()), "phones")


def _companies(drafts: Iterable[EmploymentDraft]) -> list[tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    for draft in drafts:
        found.setdefault(draft.company_id, (draft.company_id, clean(draft.role, 160)))
    return _few(list(found.values()), "companies")


def _few(items: list[T], field: str) -> list[T]:
    if len(items) > MOST_OF_EACH:
        raise Invalid("person.too_many", _("A person has at most %(most)d of these.") % {"most": MOST_OF_EACH}, field)
    return items
