"""Routes with a rule: who may take them, in which scope, and what they may answer."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from amity.kernel.api.limits import spend_call
from amity.kernel.api.once import once
from amity.kernel.api.problems import ApiRefusal, Problem
from amity.kernel.commands import Actor, NotAllowed

Identify = Callable[[HttpRequest], Any]
_ways_in: list[Identify] = []

IF_MATCH = {
    "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string", "minLength": 1},
    "description": "The ETag of what you read. Without it 428, of an older version 412.",
}  # fmt: skip
IDEMPOTENCY_KEY = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "Carried out once, however often it is sent with this key within a day.",
}  # fmt: skip
IF_NONE_MATCH = {
    "in": "header", "name": "If-None-Match", "required": False, "schema": {"type": "string"},
    "description": "An ETag you have: 304 without a body while nothing has changed.",
}  # fmt: skip
_ALWAYS = (400, 401, 403, 404, 422, 429)


def open_to(*ways: Identify) -> None:
    """Say how callers are known: each sets `request.actor` (and `request.token`) and returns something true."""
    _ways_in[:] = ways


class Admission:
    """Asked before a route does anything: who is it, may the token do this, may the role, are there calls left."""

    def __init__(self, scope: str, *, writes: bool) -> None:
        self.scope, self.writes = scope, writes
        # None where whatever is asked is passed over.
        self.parameters: frozenset[str] | None = None

    def __call__(self, request: Any) -> Any:
        # Whoever knows the token asks it for this before looking further.
        request.needed_scope = self.scope
        if not any(way(request) for way in _ways_in):
            return None
        if self.writes and not request.actor.may_write:
            raise NotAllowed(_("Your role is read-only. An administrator can change that."))
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise ApiRefusal(400, "query.nul", _("A parameter holds a NUL character. Leave it out."))
        if self.parameters is not None:
            _refuse_unknown(request.GET, self.parameters)
        spend_call(caller_of(request))
        return request.actor


def _refuse_unknown(given: Iterable[str], known: frozenset[str]) -> None:
    """A slip in `?filter=` would otherwise give everything."""
    for name in given:
        if name not in known:
            words = {"name": name[:40], "known": ", ".join(sorted(known)) or "–"}
            raise ApiRefusal(
                422, "query.unknown", _("There is no parameter “%(name)s” here.") % words, field=name[:40],
                fix=_("Use: %(known)s.") % words,
            )  # fmt: skip


def caller_of(request: Any) -> str:
    """Whose calls are counted and whose keys are kept: the token, else the account."""
    token = getattr(request, "token", None)
    return f"token {token.token_id}" if token is not None else f"account {request.actor.account_id}"


def actor_of(request: Any) -> Actor:
    """Who acts or looks in a request that was let in."""
    actor: Actor = request.actor
    return actor


def require_scope(request: Any, scope: str) -> None:
    """Ask a narrow token for more than the route does: where the kind is known only when the row is."""
    token = getattr(request, "token", None)
    if token is not None:
        token.require(scope)


class Door(Router):
    """A router whose routes all have a rule."""

    def route(
        self,
        method: str,
        path: str,
        *,
        scope: str,
        answers: Any = None,
        status: int = 200,
        writes: bool | None = None,
        matched: bool = False,
        summary: str = "",
        name: str = "",
        more: dict[int, Any] | None = None,
        parameters: tuple[dict[str, Any], ...] = (),
    ) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
        """Declare a route.

        scope    what a narrow token must name; `writes` refuses those who may only read before anything is looked at
                 (None: whatever is no GET)
        answers  the schema of the answer, None for 204; `more` further statuses
        matched  If-Match is asked for
        name     its operationId, `list_people`
        """
        is_reading = method == "GET"

        def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            run = _kept_once(view) if method == "POST" else view
            admission = Admission(scope, writes=not is_reading if writes is None else writes)
            extra: dict[str, Any] = {"x-scope": scope, "parameters": list(parameters)}
            if matched:
                extra["parameters"].append(IF_MATCH)
            if method == "POST":
                extra["parameters"].append(IDEMPOTENCY_KEY)
            if is_reading:
                extra["parameters"].append(IF_NONE_MATCH)
            self.add_api_operation(
                path,
                [method],
                run,
                auth=admission,
                response={status: answers, **_refusals(is_reading, matched), **(more or {})},
                operation_id=name or view.__name__,
                summary=summary or (view.__doc__ or view.__name__).partition("\n")[0].rstrip("."),
                openapi_extra=extra,
            )
            asked: Any = run
            admission.parameters = frozenset(
                name
                for model in asked._ninja_operation.models
                if model.__ninja_param_source__ == "query"
                for name in model.model_fields
            )
            return view

        return decorate


def _refusals(is_reading: bool, matched: bool) -> dict[int, Any]:
    codes: tuple[int, ...] = _ALWAYS
    if not is_reading:
        codes += (409, 413)
    if matched:
        codes += (412, 428)
    return {**dict.fromkeys(codes, Problem), **({304: None} if is_reading else {})}


def _kept_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @functools.wraps(view)
    def run(request: HttpRequest, **values: Any) -> HttpResponse:
        return once(request, caller_of(request), lambda: view(request, **values))

    return run
