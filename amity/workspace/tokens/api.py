"""Who is calling, and the tokens: listed and revoked. Making one stays with people: a token makes no tokens."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from amity.kernel.api.answers import answer, nothing
from amity.kernel.api.cursors import MOST, USUAL, cursor_of, next_link, token_in
from amity.kernel.api.doors import Door
from amity.kernel.commands import Actor
from amity.workspace.accounts.queries import own_account
from amity.workspace.tokens import commands, queries
from amity.workspace.tokens.schemas import MeOut, TokenOut, TokenPage, token_json
from amity.workspace.tokens.scopes import ANY

Uid = Annotated[UUID, Path(description="The token's id.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Cursor = Annotated[str, Query(max_length=500, description="`next` of the page before.")]
Everyones = Annotated[bool, Query(description="Of all accounts; for administrators.")]

router = Door()


@router.route("GET", "/me", scope=ANY, answers=MeOut, name="get_me", summary="Who am I")
def me(request: HttpRequest) -> HttpResponse:
    """The account a call acts for, what it may do at most, and the token it was sent with."""
    actor, token = _actor(request), getattr(request, "token", None)
    own = own_account(seen_by=actor)
    told = {
        "account": {"id": own.uid, "name": own.name},
        "role": actor.role,
        "time_zone": own.time_zone,
        "token": token_json(queries.get_token(token.uid, seen_by=actor)) if token else None,
    }
    return answer(request, told)


@router.route("GET", "/tokens", scope="settings", answers=TokenPage, name="list_tokens", summary="List tokens")
def list_tokens(
    request: HttpRequest, everyones: Everyones = False, cursor: Cursor = "", limit: Limit = USUAL
) -> HttpResponse:
    """Your tokens that are not revoked, the newest first. Their secrets are not among what is told."""
    mark = f"tokens {everyones} {_actor(request).account_id}"
    edge = token_in(cursor, mark)
    found, more = queries.token_page(
        everyones=everyones, before=int(edge) if edge else None, size=limit, seen_by=_actor(request)
    )
    following = cursor_of(str(more) if more else None, mark)
    told = {"items": [token_json(token) for token in found], "next": following}
    return answer(request, told, headers=next_link(request, following))


@router.route("GET", "/tokens/{uid}", scope="settings", answers=TokenOut, name="get_token", summary="Get a token")
def get_token(request: HttpRequest, uid: Uid) -> HttpResponse:
    """One of yours; for administrators anybody's."""
    return answer(request, token_json(queries.get_token(uid, seen_by=_actor(request))))


# Whoever may only read may still shut a door of their own.
@router.route(
    "POST", "/tokens/{uid}/revocation", scope="settings", status=204, writes=False, name="revoke_token",
    summary="Revoke a token",
)  # fmt: skip
def revoke_token(request: HttpRequest, uid: Uid) -> HttpResponse:
    """It is refused from the next call on, this call's own token too. It cannot be brought back."""
    commands.revoke_token(uid, by=_actor(request))
    return nothing()


def _actor(request: Any) -> Actor:
    actor: Actor = request.actor
    return actor
