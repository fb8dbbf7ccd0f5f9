"""What happens with teams."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class TeamCreated(Fact):
    """A team was made."""

    name = "team.created"
    group = "account"
    public = False
    sentence = _("made the team {title}")

    team_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Fact):
    """An account joined a team."""

    name = "team.member_added"
    group = "account"
    public = False
    sentence = _("added {title} to the team {team}")
    personal = frozenset({"title"})

    team_id: int
    account_id: int
    title: str
    team: str


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Fact):
    """An account left a team."""

    name = "team.member_removed"
    group = "account"
    public = False
    sentence = _("removed {title} from the team {team}")
    personal = frozenset({"title"})

    team_id: int
    account_id: int
    title: str
    team: str
