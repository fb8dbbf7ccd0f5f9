"""What happens with companies."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.numbers import COMPANY


@dataclass(frozen=True, kw_only=True)
class CompanyCreated(Fact):
    """A company was added."""

    name = "company.created"
    sentence = _("added {title}")

    company_id: int
    title: str

    @classmethod
    def making_of(cls, data: dict[str, Any]) -> Ref | None:
        return Ref(COMPANY, data["company_id"])
