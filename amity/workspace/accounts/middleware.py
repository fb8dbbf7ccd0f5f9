"""Who acts in a request, in which language, zone and way of writing; and the door: what has no rule is shut."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from amity.kernel.commands import Actor
from amity.kernel.conventions import written_as
from amity.kernel.ids import new_uid
from amity.kernel.time import zone
from amity.kernel.ui.cookies import cookie_name, cookie_of
from amity.kernel.ui.preferences import THEME_COOKIE, THEMES, put_theme
from amity.workspace.accounts.queries import has_accounts

# Every address a stranger may open, by name. What is not here needs an account.
SIGNED_OUT = frozenset({
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "workspace_accounts:invitation",
})  # fmt: skip
ALWAYS_OPEN = frozenset({
    "healthz",
    "livez",
    "readyz",
    "workspace_settings:set_up",
    "kernel_ui:appearance",
    "kernel_ui:favicon",
    # Its door is the signature of what is delivered.
    "shops:arrival",
})  # fmt: skip
# Namespaces of addresses that ask who calls by themselves, and answer 401 in their own words.
OWN_DOOR = frozenset({"api"})


class ActorMiddleware:
    """Sets `request.actor` (None for strangers) and `request.request_id`; shuts what is not open to strangers.

    A signed-in request costs two queries here: its session, and its account with the ids of its teams.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.request_id = str(new_uid())
        request.actor = _actor_of(request)
        if request.actor is None:
            # Whoever signs in behind this door (a token) may set the clock; here it is put back.
            with timezone.override(None):
                answer = self.get_response(request)
        else:
            request.preferences = chosen = request.user.preferences()
            with (
                translation.override(request.user.language),
                timezone.override(zone(request.actor.time_zone)),
                written_as(chosen.conventions),
            ):
                request.LANGUAGE_CODE = translation.get_language()
                answer = self.get_response(request)
            _remember_theme(request, answer)
        # Nothing we show is for a shared cache or for the next person at this screen.
        if not answer.has_header("Cache-Control"):
            patch_cache_control(answer, private=True, no_store=True)
        return answer

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if request.actor is not None or name in ALWAYS_OPEN or (match and OWN_DOOR.intersection(match.namespaces)):
            return None
        if not has_accounts():
            return HttpResponseRedirect(reverse("workspace_settings:set_up"))
        return None if name in SIGNED_OUT else _to_sign_in(request)


def _actor_of(request: Any) -> Actor | None:
    # Without the cookie there is no session to ask, and strangers cost no query.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user.actor(request_id=request.request_id)


def _remember_theme(request: Any, answer: HttpResponse) -> None:
    """Let this browser know the account's theme, for the pages before signing in; a choice just made stays."""
    chosen, known = request.preferences.theme, cookie_of(request, THEME_COOKIE)
    if chosen and cookie_name(THEME_COOKIE) not in answer.cookies and known != (chosen if chosen in THEMES else ""):
        put_theme(answer, chosen)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask a stranger to sign in and come back; htmx is told to load the whole page."""
    address, back = reverse("account_login"), _page_of(request)
    if back != "/":
        address = f"{address}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def _page_of(request: HttpRequest) -> str:
    """The page somebody is on: the one asked for, or the one with the form they sent; its text waits there."""
    is_part = "HX-Request" in request.headers
    if request.method in {"GET", "HEAD"} and not is_part:
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL" if is_part else "Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")
