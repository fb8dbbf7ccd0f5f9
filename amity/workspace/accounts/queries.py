"""Read accounts. Names of colleagues are open to whoever is signed in; addresses and roles to administrators."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Aggregate, CharField, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, NotAllowed, Role
from amity.workspace.accounts.models import Account, Invitation
from amity.workspace.accounts.tokens import token_hash


class JoinedIds(Aggregate):
    """Ids of related rows as one text, `3,8`, on both databases."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')", **context
        )


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account as a choice of owner."""

    account_id: int
    uid: UUID
    name: str


def has_accounts() -> bool:
    """Whether anybody has an account yet; until then only the set-up page is open."""
    return Account.objects.exists()


def account_with_teams(account_id: Any) -> Account | None:
    """An active account and the ids of its teams, in one query: what every request begins with."""
    return Account.objects.filter(pk=account_id, is_active=True).annotate(team_list=team_ids_of()).first()


def team_ids_of(path: str = "") -> JoinedIds:
    """The annotation `team_list` that `Account.actor` reads; `path` leads to the account (`account__`)."""
    ids = f"{path}memberships__team_id"
    return JoinedIds(Cast(ids, CharField()) if connection.vendor == "postgresql" else ids)


def find_account(email: str) -> Account | None:
    """The account with this address, for the command line and demo data."""
    return Account.objects.filter(email_key=email.strip().casefold()).first()


def first_administrator() -> Account | None:
    """The oldest active administrator, whom the command line acts for when it names nobody."""
    return Account.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()


def colleagues(*, seen_by: Actor) -> list[Colleague]:
    """Everybody active, by name: whom a record can be given to."""
    rows = Account.objects.filter(is_active=True).order_by("name", "id").values_list("id", "uid", "name")
    return [Colleague(*row) for row in rows]


def account_names(ids: Iterable[int]) -> dict[int, str]:
    """What accounts are called, whether active or not, by id; open to whoever is signed in."""
    return {
        pk: name or email
        for pk, name, email in Account.objects.filter(pk__in=set(ids)).values_list("pk", "name", "email")
    }


def has_colleagues() -> bool:
    """Whether more than one person has an account or an invitation."""
    return Account.objects.count() + Invitation.objects.count() > 1


def has_chosen_preferences(*, seen_by: Actor) -> bool:
    """Whether whoever looks has chosen anything of how pages look or figures are written."""
    own = own_account(seen_by=seen_by)
    chosen = (own.date_format, own.number_format, own.theme, own.density, own.first_weekday is not None)
    return any(chosen) or own.time_zone != "UTC" or own.language != "en" or not own.has_single_keys


def account_list(*, seen_by: Actor) -> list[Account]:
    """All accounts with their teams, active ones first."""
    require_administrator(seen_by)
    return list(Account.objects.prefetch_related("memberships__team").order_by("-is_active", "name", "id"))


def get_account(uid: Any, *, seen_by: Actor) -> Account:
    """One account; Missing when there is none, or for members other than itself."""
    account = Account.objects.filter(uid=uid).first()
    if account is None or not (seen_by.is_administrator or account.pk == seen_by.account_id):
        raise Missing("no such account")
    return account


def own_account(*, seen_by: Actor) -> Account:
    """The account of whoever looks."""
    account = Account.objects.filter(pk=seen_by.account_id or 0).first()
    if account is None:
        raise Missing("no such account")
    return account


def invitation_list(*, seen_by: Actor) -> list[Invitation]:
    """Invitations nobody has used yet, the newest first."""
    require_administrator(seen_by)
    return list(Invitation.objects.order_by("-invited_at"))


def get_invitation(token: str) -> Invitation:
    """The open invitation behind a mailed link; Missing when it is wrong, used, taken back or too old."""
    invitation = Invitation.objects.filter(token_hash=token_hash(token), expires_at__gt=timezone.now()).first()
    if invitation is None:
        raise Missing("no such invitation")
    return invitation


def require_administrator(actor: Actor) -> None:
    """Raise NotAllowed for anyone but administrators."""
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator can do this."))


def account_refs(ids: Iterable[int]) -> dict[int, tuple[UUID, str]]:
    """(public key, name) of accounts by id; open to whoever is signed in."""
    rows = Account.objects.filter(pk__in=set(ids)).values_list("pk", "uid", "name", "email")
    return {pk: (uid, name or email) for pk, uid, name, email in rows}


def account_ids(uids: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of accounts by their public keys."""
    return dict(Account.objects.filter(uid__in=set(uids)).values_list("uid", "pk"))
