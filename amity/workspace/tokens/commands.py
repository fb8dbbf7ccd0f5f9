"""The only writers of tokens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, Origin, Refused, Role, command, locked
from amity.kernel.facts.log import record
from amity.workspace.accounts.models import Account
from amity.workspace.tokens.facts import TokenMade, TokenRevoked
from amity.workspace.tokens.models import ApiToken
from amity.workspace.tokens.queries import roles_up_to
from amity.workspace.tokens.scopes import scope_names
from amity.workspace.tokens.secrets import new_secret, secret_hash

MOST_OF_ONE_ACCOUNT = 50
# How exact "last used" is; each token is written at most once in this time.
USE_EVERY = timedelta(minutes=1)
# What is over stays for a while, so that a program that still shows it is told why it is refused.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made: the only time anybody has its `secret`."""

    uid: UUID
    name: str
    secret: str


@command("tokens.make")
def make_token(
    *, name: str, role: str, scopes: Iterable[str] = (), expires_at: datetime | None = None, by: Actor
) -> NewToken:
    """Make a token for one's own account. Without scopes it may all that its role may; without expiry it stays."""
    if by.origin is Origin.API:
        # Or a leaked token would make itself others that nobody knows of.
        raise NotAllowed(_("A token cannot make tokens. Make it in the settings."))
    account = locked(Account.objects.filter(pk=by.account_id or 0, is_active=True)).first()
    if account is None:
        raise NotAllowed(_("Only somebody with an account has tokens."))
    words, wanted = _clean_name(name), _clean_role(role, Role(account.role))
    names = _clean_scopes(scopes)
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid("tokens.expiry", _("This moment is past. Choose a later day, or none."), "expires_at")
    if ApiToken.objects.filter(account=account, revoked_at=None).count() >= MOST_OF_ONE_ACCOUNT:
        raise Refused("tokens.too_many", _("You have 50 tokens. Revoke one that no program needs any more."))
    secret, mark = new_secret()
    token = ApiToken.objects.create(
        account=account,
        name=words,
        mark=mark,
        secret_hash=secret_hash(secret),
        role=wanted,
        scopes=names,
        expires_at=expires_at,
    )
    told = TokenMade(
        token_id=token.pk, account_id=account.pk, title=words, role=wanted, scopes=names, expires_at=expires_at
    )
    record(told, about=[account], by=by)
    return NewToken(token.uid, words, secret)


@command("tokens.revoke")
def revoke_token(uid: UUID, *, by: Actor) -> None:
    """Revoke one's own token, or, as administrator, anybody's; it is refused from the next request on."""
    rows = ApiToken.objects.filter(uid=uid, revoked_at=None)
    if not by.is_administrator:
        rows = rows.filter(account_id=by.account_id or 0)
    token = locked(rows).first()
    if token is None:
        raise Missing("no such token")
    _revoke(token, "owner" if token.account_id == by.account_id else "administrator", by)


@command("tokens.revoke_all_of")
def revoke_tokens_of(account_id: int, *, made_before: datetime, by: Actor) -> None:
    """Revoke the tokens an account had when it was deactivated: a later reactivation brings none back."""
    rows = ApiToken.objects.filter(account_id=account_id, created_at__lte=made_before, revoked_at=None)
    for token in locked(rows):
        _revoke(token, "deactivation", by)


@command("tokens.keep_uses")
def keep_uses(uses: Mapping[int, datetime]) -> None:
    """Write down when tokens were last used: ids with moments. No fact: it happens every minute."""
    for token_id, at in sorted(uses.items()):
        is_older = Q(last_used_at=None) | Q(last_used_at__lte=at - USE_EVERY)
        ApiToken.objects.filter(is_older, pk=token_id).update(last_used_at=at)


@command("tokens.forget_old")
def forget_old_tokens() -> None:
    """Delete what was revoked or expired long ago."""
    before = timezone.now() - KEPT_FOR
    ApiToken.objects.filter(Q(revoked_at__lt=before) | Q(expires_at__lt=before)).delete()


def _revoke(token: ApiToken, way: str, by: Actor) -> None:
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    told = TokenRevoked(token_id=token.pk, account_id=token.account_id, title=token.name, way=way)
    record(told, about=[token.account], by=by)


def _clean_name(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise Invalid("tokens.name", _("A name is missing. Call it like the program that will use it."), "name")
    if len(words) > 80:
        raise Invalid("tokens.name", _("This name is longer than 80 letters."), "name")
    return words


def _clean_role(role: str, most: Role) -> Role:
    try:
        wanted = Role(role)
    except ValueError:
        raise Invalid("tokens.role", _("There is no such role."), "role") from None
    if wanted not in roles_up_to(most):
        raise Invalid(
            "tokens.role", _("A token may not do more than you. Choose your own role or a lesser one."), "role"
        )
    return wanted


def _clean_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes in the order they are offered, each once; Invalid names one that does not exist."""
    wanted, known = set(scopes), scope_names()
    if unknown := sorted(wanted - set(known)):
        words = _("There is no scope %(name)s. These exist: %(all)s.")
        raise Invalid("tokens.scopes", words % {"name": unknown[0], "all": ", ".join(known)}, "scopes")
    return [name for name in known if name in wanted]
