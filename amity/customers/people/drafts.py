"""What a caller says about a person, before anything is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amity.customers.contact.places import Place


@dataclass(slots=True)
class EmailDraft:
    address: str
    label: str = ""


@dataclass(slots=True)
class PhoneDraft:
    typed: str
    label: str = ""


@dataclass(slots=True)
class EmploymentDraft:
    company_id: int
    role: str = ""


@dataclass(slots=True)
class PersonDraft:
    """A person to be made. They need one of: a name, an e-mail, a phone, an external id.

    The first e-mail, phone, address and company is the primary one. A change (RecordChange) names these fields; there
    e-mails are {"address", "label"}, phones {"typed", "label"}, addresses the fields of Place, companies
    {"company_id", "role"}.
    """

    given_name: str = ""
    family_name: str = ""
    full_name: str = ""
    emails: Sequence[EmailDraft] = ()
    phones: Sequence[PhoneDraft] = ()
    addresses: Sequence[Place] = ()
    companies: Sequence[EmploymentDraft] = ()
    stage: str = ""
    language: str = ""
    time_zone: str = ""
    about: str = ""
    tags: Sequence[str] = ()
    external_ids: Sequence[tuple[str, str]] = ()
    owner_id: int | None = None
    team_id: int | None = None
    occurred_at: datetime | None = None
