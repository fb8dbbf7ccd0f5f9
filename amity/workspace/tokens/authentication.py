"""Who calls the API: `token_auth` reads `Authorization: Bearer amity_…`, `session_auth` whoever is signed in here.

Both are callables of django-ninja; they set `request.actor` and `request.token` (None for a session). Every request
asks the database, so that a revocation, another role or a deactivation holds from the next one on.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security.apikey import APIKeyCookie
from ninja.security.http import HttpAuthBase
from ninja.utils import check_csrf

from amity.kernel.commands import Actor, NotAllowed, Origin, Role
from amity.kernel.time import zone
from amity.workspace.tokens import queries
from amity.workspace.tokens.scopes import ANY
from amity.workspace.tokens.uses import note_use


class Unauthenticated(AuthenticationError):
    """401, with a stable `code` and a sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message=message)
        self.code = code


class ScopeMissing(NotAllowed):
    """403: the token does not reach this far. `scope` is what it lacks, "" where no narrowed token may go at all."""

    code = "token.scope"

    def __init__(self, scope: str) -> None:
        words = (
            _("This token lacks the scope %(scope)s. Make one that has it, in the settings.") % {"scope": scope}
            if scope
            else _("Only a token without scopes may do this.")
        )
        super().__init__(words)
        self.scope = scope


class Forged(NotAllowed):
    """403: a request of a signed-in browser that did not come from one of our pages."""

    code = "csrf"


@dataclass(frozen=True, slots=True)
class TokenInUse:
    """The token behind a request. `role` is what it may now; no `scopes` is all of that."""

    token_id: int
    uid: UUID
    name: str
    mark: str
    role: Role
    scopes: frozenset[str]

    def require(self, scope: str) -> None:
        """Raise ScopeMissing unless this token has the scope; "" is an operation that declares none."""
        if self.scopes and scope not in self.scopes and scope != ANY:
            raise ScopeMissing(scope)


def actor_of_token(secret: str, *, request_id: str | None = None) -> tuple[Actor, TokenInUse]:
    """Who acts with this token, and what it is; Unauthenticated when it opens nothing (any more)."""
    token = queries.presented_token(secret)
    if token is None:
        raise Unauthenticated("token.unknown", _("No such token. Make one in the settings, under API tokens."))
    if token.revoked_at is not None:
        raise Unauthenticated("token.revoked", _("This token was revoked. Make another one in the settings."))
    if token.has_expired():
        raise Unauthenticated("token.expired", _("This token has expired. Make another one in the settings."))
    if not token.account.is_active:
        raise Unauthenticated("token.deactivated", _("The account of this token is deactivated."))
    note_use(token.pk, token.last_used_at)
    actor = token.account.actor(origin=Origin.API, request_id=request_id)
    role = queries.lesser_role(token.role, actor.role)
    in_use = TokenInUse(token.pk, token.uid, token.name, token.mark, role, frozenset(token.scopes))
    return replace(actor, role=role), in_use


class TokenAuth(HttpAuthBase):
    """A token in the Authorization header. Where there is such a header, no cookie counts."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any:
        """The actor; None without the header. Unauthenticated, ScopeMissing otherwise."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        way, _space, secret = header.strip().partition(" ")
        if way.lower() != "bearer":
            raise Unauthenticated("token.header", _("Write the header as: Authorization: Bearer amity_…"))
        actor, token = actor_of_token(secret.strip(), request_id=getattr(request, "request_id", None))
        token.require(getattr(request, "needed_scope", ""))
        request.actor, request.token = actor, token  # type: ignore[attr-defined]
        # As on pages: "today" is the account's. The middleware puts the clock back.
        timezone.activate(zone(actor.time_zone))
        return actor


class SessionAuth(APIKeyCookie):
    """Whoever is signed in in this browser; what changes something must carry the token against forgery."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        """The actor; None for strangers, and where a header was sent. Forged without the page's own token."""
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or "Authorization" in request.headers:
            return None
        if check_csrf(request) is not None:
            raise Forged(_("Send the header X-CSRFToken, or use an API token instead of the browser's session."))
        actor = actor.through(Origin.API)
        request.actor, request.token = actor, None  # type: ignore[attr-defined]
        return actor

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Not asked: what the middleware found is what counts."""
        return None


token_auth = TokenAuth()
session_auth = SessionAuth()
