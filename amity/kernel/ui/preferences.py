"""How one person wants the house to look and to write: known to the server before the first byte of a page.

The room that keeps accounts sets `request.preferences` and registers who keeps the look; strangers have a cookie.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse

from amity.kernel.commands import Actor
from amity.kernel.conventions import Conventions
from amity.kernel.ui.cookies import cookie_of, drop_cookie, put_cookie

THEME_COOKIE = "amity-theme"
# What the sidebar looks like is a matter of the screen, not of the person: `narrow` and the names of the shut groups,
# joined by dots. The sidebar's controller writes it too.
SIDEBAR_COOKIE = "amity-sidebar"
NARROW = "narrow"
SYSTEM = "system"
THEMES = ("light", "dark")
COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Preferences:
    """`theme`: light, dark, system, or "" where only the cookie knows. `density`: compact or "".

    `has_single_keys`: shortcuts of one letter are on (WCAG 2.1.4 wants them to be switchable).
    """

    theme: str = ""
    density: str = ""
    has_single_keys: bool = True
    # Whether the first steps stand in the sidebar.
    has_checklist: bool = False
    conventions: Conventions = field(default_factory=Conventions)


DEFAULTS = Preferences()
_keepers: list[Callable[[Actor, str], None]] = []


def preferences_of(request: HttpRequest) -> Preferences:
    """What whoever looks has chosen; the defaults for strangers."""
    chosen: Preferences = getattr(request, "preferences", DEFAULTS)
    return chosen


def theme_of(request: HttpRequest) -> str:
    """`light`, `dark`, or "" for what the system prefers."""
    chosen = preferences_of(request).theme or cookie_of(request, THEME_COOKIE)
    return chosen if chosen in THEMES else ""


def register_theme_keeper(keep: Callable[[Actor, str], None]) -> None:
    """Say who writes down the theme (light, dark, system) that somebody signed in has chosen."""
    _keepers[:] = [keep]


def keep_theme(request: HttpRequest, answer: HttpResponse, theme: str) -> None:
    """Keep a chosen theme: with the account, and in this browser for the pages before signing in."""
    actor = getattr(request, "actor", None)
    if actor is not None and _keepers:
        _keepers[0](actor, theme if theme in THEMES else SYSTEM)
    put_theme(answer, theme)


def put_theme(answer: HttpResponse, theme: str) -> None:
    """Tell the browser the theme; anything but light and dark is the system's."""
    if theme in THEMES:
        put_cookie(answer, THEME_COOKIE, theme)
    else:
        drop_cookie(answer, THEME_COOKIE)


def put_sidebar(request: HttpRequest, answer: HttpResponse, *, is_narrow: bool) -> None:
    """Keep the sidebar's width for this browser, and its shut groups as they are."""
    kept = [word for word in cookie_of(request, SIDEBAR_COOKIE).split(".") if word and word != NARROW]
    put_cookie(answer, SIDEBAR_COOKIE, ".".join([*([NARROW] if is_narrow else []), *kept]), is_for_scripts=True)
