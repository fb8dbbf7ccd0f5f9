"""People in JSON."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, Field

from amity.customers.contact.emails import email_key
from amity.customers.contact.places import Place
from amity.customers.people.commands import create_people, update_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.queries import people_by_email, unseen_employments
from amity.customers.people.stages import Stage
from amity.kernel.api.values import Moment, Ref, Reference, Taken
from amity.kernel.commands import Actor, Invalid, SetResult
from amity.records.api.giving import COMMON, ExternalIdIn, Label, PlaceIn, Tag, listed, text
from amity.records.api.kinds import ApiField, Given, RecordApi
from amity.records.api.names import Names, Uids
from amity.records.api.reading import holder_fields, text_field
from amity.records.kinds.changing import RecordChange, Values

StageIn: Any = Literal[tuple(Stage.values)]


class EmailIn(Taken):
    address: str = Field(min_length=1, max_length=254, examples=["ana@example.org"])
    label: Label = ""


class PhoneIn(Taken):
    number: str = Field(min_length=1, max_length=60, examples=["+43 660 1234567"])
    label: Label = ""


class EmploymentIn(Taken):
    company: Reference
    role: str = Field("", max_length=160)


class PersonIn(Taken):
    """A person to be added. They need one of: a name, an e-mail, a phone, an external id. The first of each list is
    the primary one."""

    given_name: str = Field("", max_length=150)
    family_name: str = Field("", max_length=150)
    full_name: str = Field("", max_length=300)
    emails: list[EmailIn] = Field([], max_length=20)
    phones: list[PhoneIn] = Field([], max_length=20)
    addresses: list[PlaceIn] = Field([], max_length=20)
    companies: list[EmploymentIn] = Field([], max_length=20)
    stage: StageIn = ""
    language: str = Field("", max_length=35)
    time_zone: str = Field("", max_length=60, examples=["Europe/Vienna"])
    about: str = Field("", max_length=20_000)
    tags: list[Tag] = Field([], max_length=100)
    external_ids: list[ExternalIdIn] = Field([], max_length=20)
    owner: Reference | None = None
    team: Reference | None = None
    occurred_at: Moment | None = Field(None, description="When it happened, for history brought along.")


class Email(BaseModel):
    address: str
    label: str


class Phone(BaseModel):
    number: str
    label: str


class PostalPlace(BaseModel):
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    label: str


class Employment(BaseModel):
    company: Ref
    role: str


def _companies(values: Values, names: Names) -> list[dict[str, Any]]:
    found = ((names.record("company", job["company_id"], "companies"), job["role"]) for job in values["companies"])
    return [{"company": company, "role": role} for company, role in found if company]


def _company_ids(values: Values) -> list[tuple[str, int]]:
    return [("company", job["company_id"]) for job in values["companies"]]


def _first(name: str, part: str) -> Any:
    def read(values: Values, _names: Names) -> str:
        return values[name][0][part] if values[name] else ""

    return read


def _role(values: Values, names: Names) -> str:
    job = values["companies"][0] if values["companies"] else None
    return job["role"] if job and names.record("company", job["company_id"]) else ""


def _main_company(values: Values, names: Names) -> dict[str, Any] | None:
    jobs = values["companies"]
    return names.record("company", jobs[0]["company_id"], "company") if jobs else None


FIELDS = [
    text_field("given_name"),
    text_field("family_name"),
    text_field("full_name"),
    ApiField(name="email", type=str, read=_first("emails", "address"), about="The primary one."),
    ApiField(name="emails", type=list[Email], read=lambda values, _names: values["emails"]),
    ApiField(name="phone", type=str, read=_first("phones", "typed"), about="The primary one."),
    ApiField(
        name="phones",
        type=list[Phone],
        read=lambda values, _names: [
            {"number": phone["typed"], "label": phone["label"]} for phone in values["phones"]
        ],
    ),
    ApiField(name="city", type=str, read=_first("addresses", "city")),
    ApiField(name="country", type=str, read=_first("addresses", "country")),
    ApiField(name="addresses", type=list[PostalPlace], read=lambda values, _names: values["addresses"]),
    ApiField(
        name="company", type=Ref | None, read=_main_company, names=_company_ids, expands="company",
        about="The primary one.",
    ),
    ApiField(name="role", type=str, read=_role, names=_company_ids, about="At the primary company."),
    ApiField(
        name="companies", type=list[Employment], read=_companies, names=_company_ids, expands="company",
    ),
    ApiField(name="stage", type=StageIn, read=lambda values, _names: values["stage"]),
    text_field("language"),
    text_field("time_zone"),
    text_field("about"),
    ApiField(name="tags", type=list[str], read=lambda values, _names: values["tags"]),
    *holder_fields(),
]  # fmt: skip


def _given_companies(value: Any, uids: Uids) -> Values:
    return {
        "companies": [
            {"company_id": uids.id("company", job.company, f"companies[{place}].company"), "role": job.role}
            for place, job in enumerate(value or ())
        ]
    }


GIVEN: dict[str, Given] = {
    **COMMON,
    **{name: text(name) for name in (
        "given_name", "family_name", "full_name", "stage", "language", "time_zone", "about",
    )},
    "emails": listed("emails", lambda item: {"address": item.address.strip(), "label": item.label}),
    "phones": listed("phones", lambda item: {"typed": item.number, "label": item.label}),
    "addresses": listed("addresses", lambda item: item.model_dump()),
    "companies": _given_companies,
    "tags": listed("tags"),
}  # fmt: skip


def _email_keys(item: Any) -> list[str]:
    """Of those that are addresses; the command refuses the others in its words."""
    keys = []
    for one in item.emails or ():
        try:
            keys.append(email_key(one.address))
        except Invalid:
            continue
    return keys


def _draft(values: Values) -> PersonDraft:
    return PersonDraft(
        **{
            **values,
            "emails": [EmailDraft(**item) for item in values.get("emails", ())],
            "phones": [PhoneDraft(**item) for item in values.get("phones", ())],
            "addresses": [Place(**item) for item in values.get("addresses", ())],
            "companies": [EmploymentDraft(**item) for item in values.get("companies", ())],
        }
    )


def _update(changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
    """Companies that the caller cannot see are no wish of theirs: they stay."""
    touched = [change.record_id for change in changes if "companies" in change.set]
    unseen = unseen_employments(touched, seen_by=by) if touched else {}
    kept = [
        replace(change, set={**change.set, "companies": [*change.set["companies"], *unseen[change.record_id]]})
        if change.record_id in unseen and "companies" in change.set
        else change
        for change in changes
    ]
    return update_people(kept, by=by)


API = RecordApi(
    kind_name="person",
    fields=FIELDS,
    taken=PersonIn,
    given=GIVEN,
    draft=_draft,
    create=create_people,
    update=_update,
    keys={"email": people_by_email},
    key_of={"email": _email_keys},
    hidden=frozenset({"address"}),
    names_others=frozenset({"companies"}),
)
