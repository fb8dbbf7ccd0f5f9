"""Companies in JSON."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from amity.customers.companies.commands import create_companies, update_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.queries import companies_by_domain
from amity.customers.contact.domains import domain_of
from amity.customers.contact.places import Place
from amity.kernel.api.values import Moment, Ref, Reference, Taken
from amity.kernel.commands import Invalid
from amity.records.api.giving import COMMON, ExternalIdIn, Tag, listed, plain, reference, text
from amity.records.api.kinds import ApiField, Given, RecordApi
from amity.records.api.names import Names, Uids
from amity.records.api.reading import holder_fields, text_field
from amity.records.kinds.changing import Values

PLACE = ("street", "city", "region", "postal_code", "country")


class CompanyPlaceIn(Taken):
    """A postal address; a change replaces all of it."""

    street: str = Field("", max_length=300)
    city: str = Field("", max_length=120)
    region: str = Field("", max_length=120)
    postal_code: str = Field("", max_length=30)
    country: str = Field("", max_length=80, description="ISO 3166 alpha-2, or a name.")


class CompanyIn(Taken):
    """A company to be added. It needs a name, a domain or an external id."""

    name: str = Field("", max_length=200)
    domains: list[Annotated[str, Field(max_length=300)]] = Field([], max_length=20, examples=[["acme.example"]])
    parent: Reference | None = Field(None, description="The company it is part of.")
    industry: str = Field("", max_length=120)
    employees: int | None = Field(None, ge=0, le=2_000_000_000)
    phone: str = Field("", max_length=60)
    address: CompanyPlaceIn | None = None
    about: str = Field("", max_length=20_000)
    tags: list[Tag] = Field([], max_length=100)
    external_ids: list[ExternalIdIn] = Field([], max_length=20)
    owner: Reference | None = None
    team: Reference | None = None
    occurred_at: Moment | None = Field(None, description="When it happened, for history brought along.")


class CompanyPlace(BaseModel):
    street: str
    city: str
    region: str
    postal_code: str
    country: str


def _parent(values: Values, names: Names) -> dict[str, Any] | None:
    return names.record("company", values["parent_id"], "parent")


FIELDS = [
    ApiField(name="domains", type=list[str], read=lambda values, _names: values["domains"]),
    ApiField(
        name="parent",
        type=Ref | None,
        read=_parent,
        names=lambda values: [("company", values["parent_id"])],
        expands="company",
        about="The company it is part of.",
    ),
    text_field("industry"),
    ApiField(name="employees", type=int | None, read=lambda values, _names: values["employees"]),
    text_field("phone"),
    text_field("city"),
    text_field("country"),
    ApiField(name="address", type=CompanyPlace, read=lambda values, _names: {part: values[part] for part in PLACE}),
    text_field("about"),
    ApiField(name="tags", type=list[str], read=lambda values, _names: values["tags"]),
    *holder_fields(),
]


def _given_place(value: Any, _uids: Uids) -> Values:
    return {part: getattr(value, part) if value else "" for part in PLACE}


GIVEN: dict[str, Given] = {
    **COMMON,
    **{name: text(name) for name in ("name", "industry", "phone", "about")},
    "domains": listed("domains"),
    "parent": reference("parent_id", "company", "parent"),
    "employees": plain("employees"),
    "address": _given_place,
    "tags": listed("tags"),
}


def _domains(item: Any) -> list[str]:
    """Of those that are domains; the command refuses the others in its words."""
    found = []
    for typed in item.domains or ():
        try:
            found.append(domain_of(typed))
        except Invalid:
            continue
    return found


def _draft(values: Values) -> CompanyDraft:
    place = Place(**{part: values[part] for part in PLACE}) if "street" in values else Place()
    return CompanyDraft(place=place, **{name: value for name, value in values.items() if name not in PLACE})


API = RecordApi(
    kind_name="company",
    fields=FIELDS,
    taken=CompanyIn,
    given=GIVEN,
    draft=_draft,
    create=create_companies,
    update=update_companies,
    keys={"domain": companies_by_domain},
    key_of={"domain": _domains},
    names_others=frozenset({"parent"}),
)
