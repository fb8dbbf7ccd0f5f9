"""What a caller says about a company, before anything is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amity.customers.contact.places import NO_PLACE, Place


@dataclass(slots=True)
class CompanyDraft:
    """A company to be made. It needs a name, a domain or an external id; the first of these names it.

    A change (RecordChange) names these fields, with the parts of `place` as fields of their own.
    """

    name: str = ""
    domains: Sequence[str] = ()
    parent_id: int | None = None
    industry: str = ""
    employees: int | None = None
    phone: str = ""
    place: Place = NO_PLACE
    about: str = ""
    tags: Sequence[str] = ()
    external_ids: Sequence[tuple[str, str]] = ()
    owner_id: int | None = None
    team_id: int | None = None
    occurred_at: datetime | None = None
