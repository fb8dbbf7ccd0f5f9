"""The theme switch and the living style sheet."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from amity.kernel.ui.chrome import is_mac
from amity.kernel.ui.examples import example_context
from amity.kernel.ui.help import INDEX, help_page
from amity.kernel.ui.navigation import first_address
from amity.kernel.ui.preferences import keep_theme, put_sidebar
from amity.kernel.ui.shortcuts import sheet, shortcuts

# A browser reads /\\host as //host: such a start would lead out of the house.
SLASHES = "/\\"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The start page: the first place of the house."""
    return HttpResponseRedirect(first_address(request.actor))  # type: ignore[attr-defined]


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Some browsers ask for this name whatever the page says."""
    return HttpResponseRedirect(static("ui/mark.svg"))


@require_safe
def without_slash(request: HttpRequest, address: str) -> HttpResponse:
    """Addresses end without a slash; whoever types one is shown the way."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"/{address.lstrip(SLASHES)}" + (f"?{query}" if query else ""))


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme (`light`, `dark`, anything else: the system's) and go back."""
    answer = HttpResponseRedirect(_back(request))
    keep_theme(request, answer, request.POST.get("theme", ""))
    return answer


@require_POST
def sidebar(request: HttpRequest) -> HttpResponse:
    """Narrow or widen the sidebar for this browser and go back: what the button does without script."""
    answer = HttpResponseRedirect(_back(request))
    put_sidebar(request, answer, is_narrow=request.POST.get("narrow") == "1")
    return answer


def _back(request: HttpRequest) -> str:
    """The page a form names in `next`, as long as it is one of ours."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if is_ours else "/"


@require_safe
def shortcut_sheet(request: HttpRequest) -> HttpResponse:
    """All keys that do something: a page, or what the dialog of `?` shows."""
    is_dialog = request.headers.get("HX-Target") == "dialog-body"
    known = shortcuts(request.actor)  # type: ignore[attr-defined]
    context = {"sections": sheet(known, is_mac=is_mac(request)), "is_dialog": is_dialog}
    return render(request, "ui/_shortcuts.html" if is_dialog else "ui/shortcuts.html", context)


@require_safe
def help_shown(request: HttpRequest, page: str = INDEX) -> HttpResponse:
    """A written page of `docs`."""
    found = help_page(page)
    if found is None:
        raise Http404
    return render(request, "ui/help.html", {"page": found, "is_index": page == INDEX})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in every state; for administrators, and for everyone while developing."""
    viewer: Any = getattr(request, "actor", None)
    if not (settings.DEBUG or (viewer and viewer.is_administrator)):
        raise Http404
    return render(request, "ui/styleguide.html", example_context(request))
