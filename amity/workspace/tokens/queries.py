"""Read tokens: one's own, and all of them for administrators."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amity.kernel.commands import Actor, Missing, NotAllowed, Role
from amity.workspace.accounts.models import Account
from amity.workspace.accounts.queries import require_administrator, team_ids_of
from amity.workspace.tokens.models import ApiToken
from amity.workspace.tokens.secrets import PATTERN, secret_hash

Rows = QuerySet[ApiToken]
# From the least to the most.
RANKS = (Role.READ_ONLY, Role.MEMBER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class ShownToken:
    """A token as pages and the API show it. `role` is what it was given, `present_role` what is left of it now."""

    uid: UUID
    name: str
    mark: str
    role: Role
    present_role: Role
    scopes: tuple[str, ...]
    owner: str
    owner_uid: UUID
    is_own: bool
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    has_expired: bool

    @property
    def last_day(self) -> date | None:
        """The last day it works, by the clock of whoever looks."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1)) if self.expires_at else None


def lesser_role(one: str, other: str) -> Role:
    """The role that may less."""
    return min(Role(one), Role(other), key=RANKS.index)


def roles_up_to(role: Role) -> list[Role]:
    """The roles that may no more than `role`, the strongest first."""
    return [one for one in reversed(RANKS) if RANKS.index(one) <= RANKS.index(role)]


def presented_token(secret: str) -> ApiToken | None:
    """The token that a program shows, whatever its state, with its account and the ids of its teams: one query."""
    if not PATTERN.fullmatch(secret):
        return None
    rows = ApiToken.objects.select_related("account").annotate(team_list=team_ids_of("account__"))
    token = rows.filter(secret_hash=secret_hash(secret)).first()
    if token is not None:
        token.account.team_list = token.team_list  # type: ignore[attr-defined]
    return token


def own_tokens(*, seen_by: Actor) -> list[ShownToken]:
    """The tokens of whoever looks that are not revoked, the newest first."""
    return _shown(ApiToken.objects.filter(account_id=seen_by.account_id or 0), seen_by)


def all_tokens(*, seen_by: Actor) -> list[ShownToken]:
    """Everybody's tokens that are not revoked, the newest first."""
    require_administrator(seen_by)
    return _shown(ApiToken.objects.all(), seen_by)


def token_page(
    *, everyones: bool, before: int | None, size: int, seen_by: Actor
) -> tuple[list[ShownToken], int | None]:
    """A page of one's own or of all tokens, the newest first, and the edge (`before`) of the next, None at the end."""
    if everyones:
        require_administrator(seen_by)
    rows = ApiToken.objects.all() if everyones else ApiToken.objects.filter(account_id=seen_by.account_id or 0)
    listed = list(_alive(rows.filter(pk__lt=before) if before else rows)[: size + 1])
    edge = listed[size - 1].pk if len(listed) > size else None
    return [_as_shown(token, seen_by) for token in listed[:size]], edge


def get_token(uid: UUID, *, seen_by: Actor) -> ShownToken:
    """One token; Missing when there is none, when it is revoked, or for members when it is another's."""
    rows = ApiToken.objects.filter(uid=uid)
    if not seen_by.is_administrator:
        rows = rows.filter(account_id=seen_by.account_id or 0)
    found = _shown(rows, seen_by)
    if not found:
        raise Missing("no such token")
    return found[0]


def own_role(*, seen_by: Actor) -> Role:
    """What the account of whoever looks may at most."""
    role = Account.objects.filter(pk=seen_by.account_id or 0).values_list("role", flat=True).first()
    if role is None:
        raise NotAllowed("only an account has tokens")
    return Role(role)


def _shown(rows: Rows, seen_by: Actor) -> list[ShownToken]:
    return [_as_shown(token, seen_by) for token in _alive(rows)]


def _alive(rows: Rows) -> Rows:
    return rows.filter(revoked_at=None, account__is_active=True).select_related("account").order_by("-pk")


def _as_shown(token: ApiToken, seen_by: Actor) -> ShownToken:
    return ShownToken(
        uid=token.uid,
        name=token.name,
        mark=token.mark,
        role=Role(token.role),
        present_role=lesser_role(token.role, token.account.role),
        scopes=tuple(token.scopes),
        owner=str(token.account),
        owner_uid=token.account.uid,
        is_own=token.account_id == seen_by.account_id,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        has_expired=token.has_expired(),
    )
