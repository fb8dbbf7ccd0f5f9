"""What happens with access."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class VisibilityChanged(Fact):
    """Members now see more or fewer records of a kind: own, team or everyone."""

    name = "access.visibility_changed"
    group = "account"
    public = False
    sentence = _("changed who sees {title} from {before} to {after}")

    record_kind: int
    title: str
    before: str
    after: str
