"""What happens with tokens; never a secret."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    """A token for the API was made; no `scopes` is all that the role may, no `expires_at` is for good."""

    name = "token.made"
    group = "account"
    icon = "key"
    public = False
    sentence = _("made the API token {title} ({role})")
    personal = frozenset({"title"})

    token_id: int
    account_id: int
    title: str
    role: str
    scopes: list[str]
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    """A token was revoked: `way` is owner, administrator or deactivation (of its account)."""

    name = "token.revoked"
    group = "account"
    icon = "key"
    public = False
    sentence = _("revoked the API token {title}")
    personal = frozenset({"title"})

    token_id: int
    account_id: int
    title: str
    way: str
