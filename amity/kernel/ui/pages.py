"""The theme switch and the living style sheet."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from amity.kernel.ui.chrome import THEME_COOKIE, THEMES
from amity.kernel.ui.examples import example_context
from amity.kernel.ui.navigation import first_address

# A browser reads /\\host as //host: such a start would lead out of the house.
SLASHES = "/\\"
YEAR = 365 * 86400


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The start page: the first place of the house."""
    return HttpResponseRedirect(first_address(request.actor))  # type: ignore[attr-defined]


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """Some browsers ask for this name whatever the page says."""
    return HttpResponseRedirect(static("ui/mark.svg"))


@require_GET
def without_slash(request: HttpRequest, address: str) -> HttpResponse:
    """Addresses end without a slash; whoever types one is shown the way."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"/{address.lstrip(SLASHES)}" + (f"?{query}" if query else ""))


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme (`light`, `dark`, anything else: the system's) for this browser and go back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(THEME_COOKIE)
    return answer


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in every state; for administrators, and for everyone while developing."""
    viewer: Any = getattr(request, "actor", None)
    if not (settings.DEBUG or (viewer and viewer.is_administrator)):
        raise Http404
    return render(request, "ui/styleguide.html", example_context(request))
