"""What happens with accounts."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class AccountCreated(Fact):
    """A colleague got an account: `way` is set_up, command_line, invitation or demo."""

    name = "account.created"
    group = "account"
    public = False
    sentence = _("made an account for {title} ({role})")
    personal = frozenset({"title"})

    account_id: int
    title: str
    role: str
    way: str


@dataclass(frozen=True, kw_only=True)
class AccountInvited(Fact):
    """A colleague was invited by mail."""

    name = "account.invited"
    group = "account"
    public = False
    sentence = _("invited {title} as {role}")
    personal = frozenset({"title", "email"})

    title: str
    email: str
    role: str


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Fact):
    """An invitation was taken back before it was used."""

    name = "account.invitation_withdrawn"
    group = "account"
    public = False
    sentence = _("took back the invitation of {title}")
    personal = frozenset({"title", "email"})

    title: str
    email: str


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Fact):
    """An account got another role; its sessions ended."""

    name = "account.role_changed"
    group = "account"
    public = False
    sentence = _("changed the role of {title} from {before} to {after}")
    personal = frozenset({"title"})

    account_id: int
    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class AccountDeactivated(Fact):
    """An account can no longer sign in; its sessions ended."""

    name = "account.deactivated"
    group = "account"
    public = False
    sentence = _("deactivated the account of {title}")
    personal = frozenset({"title"})

    account_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class AccountReactivated(Fact):
    """A deactivated account can sign in again."""

    name = "account.reactivated"
    group = "account"
    public = False
    sentence = _("reactivated the account of {title}")
    personal = frozenset({"title"})

    account_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Fact):
    """An account has a new password, chosen in the profile or after a reset by mail; its other sessions ended."""

    name = "account.password_changed"
    group = "account"
    public = False
    sentence = _("chose a new password")

    account_id: int
    way: str
