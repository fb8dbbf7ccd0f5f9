"""A company draft, checked and brought into the form that is stored; pure, shared by both forms of the command."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.domains import domain_of
from amity.customers.contact.names import clean, clean_text
from amity.customers.contact.phones import dialled_digits, e164
from amity.customers.contact.places import Place
from amity.kernel.commands import Invalid
from amity.kernel.text import sort_key


@dataclass(slots=True)
class CompanyValues:
    """Column values of one company and its domains."""

    name: str
    domains: list[str]
    industry: str
    employees: int | None
    phone_typed: str
    phone_e164: str
    place: Place
    about: str
    external_ids: list[tuple[str, str]]

    @property
    def name_key(self) -> str:
        return sort_key(self.name)

    @property
    def search_text(self) -> str:
        return company_search_text(self.name, self.domains, self.phone_e164 or self.phone_typed, self.place.city)


def company_search_text(name: str, domains: list[str], phone: str, city: str) -> str:
    """The text a company is found by; `phone` in E.164, or as typed where it could not be read."""
    number = phone if phone.startswith("+") else dialled_digits(phone)
    return sort_key(" ".join((name, *domains, number, city)), length=2000)


def normalise_company(draft: CompanyDraft, *, region: str) -> CompanyValues:
    """Raise Invalid for a draft that breaks a rule; `region` is where phone numbers without country code are from."""
    domains = list(dict.fromkeys(domain_of(typed) for typed in draft.domains if typed.strip()))
    external_ids = [(source, value.strip()) for source, value in draft.external_ids if value.strip()]
    name = clean(draft.name, 300) or (domains[0] if domains else "") or (external_ids[0][1] if external_ids else "")
    if not name:
        raise Invalid("company.nameless", _("A company needs a name, a web domain or an external id."), "name")
    if draft.employees is not None and draft.employees < 0:
        raise Invalid("company.negative_size", _("The number of employees cannot be below 0."), "employees")
    phone = clean(draft.phone, 60)
    return CompanyValues(
        name=name,
        domains=domains,
        industry=clean(draft.industry, 120),
        employees=draft.employees,
        phone_typed=phone,
        phone_e164=e164(phone, region) if phone else "",
        place=draft.place.cleaned(),
        about=clean_text(draft.about),
        external_ids=external_ids,
    )
