"""What happens with companies."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class CompanyCreated(Fact):
    """A company was added."""

    name = "company.created"
    sentence = _("added {title}")

    company_id: int
    title: str
