"""What the frame around every page needs: theme, navigation, the viewer."""

from functools import cached_property

from django.http import HttpRequest

from amity.kernel.commands import Actor
from amity.kernel.ui import navigation
from amity.kernel.ui.cookies import cookie_of
from amity.kernel.ui.help import help_address
from amity.kernel.ui.preferences import (
    COMPACT,
    NARROW,
    SIDEBAR_COOKIE,
    Preferences,
    preferences_of,
    theme_of,
)
from amity.kernel.ui.shortcuts import key_chain, shortcuts


def is_mac(request: HttpRequest) -> bool:
    """Whether keys are called ⌘ and not Ctrl where this browser runs."""
    return "Mac" in request.headers.get("User-Agent", "")


class Chrome:
    """The frame of one page. Everything is worked out when a template asks, so fragments pay nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def theme(self) -> str:
        """`light`, `dark`, or "" for what the system prefers; known here, so the first paint is right."""
        return theme_of(self._request)

    @cached_property
    def density(self) -> str:
        """`compact` or ""."""
        return COMPACT if self.preferences.density == COMPACT else ""

    @cached_property
    def viewer(self) -> Actor | None:
        return getattr(self._request, "actor", None)

    @cached_property
    def preferences(self) -> Preferences:
        return preferences_of(self._request)

    @cached_property
    def is_mac(self) -> bool:
        return is_mac(self._request)

    @cached_property
    def keys(self) -> str:
        """The shortcuts, as keys.js reads them."""
        if self.viewer is None:
            return ""
        return key_chain(shortcuts(self.viewer), with_single=self.preferences.has_single_keys)

    @cached_property
    def house(self) -> str:
        return navigation.house_name()

    @property
    def help_href(self) -> str:
        """The written page about this screen."""
        match = self._request.resolver_match
        return help_address(match.view_name if match else "")

    @property
    def frame(self) -> str:
        """What errors stand in: the house for whoever is inside, else the page before the door."""
        return "ui/base.html" if self.viewer else "ui/signed_out.html"

    @property
    def path(self) -> str:
        return self._request.get_full_path()

    @cached_property
    def departments(self) -> list[navigation.Department]:
        return navigation.departments(self.viewer, self._request.path) if self.viewer else []

    @cached_property
    def foot(self) -> list[navigation.Entry]:
        return navigation.foot(self.viewer, self._request.path) if self.viewer else []

    @cached_property
    def department(self) -> navigation.Words:
        """Where in the house the page stands, for the trail."""
        return navigation.department_of(self.viewer, self._request.path) if self.viewer else ""

    @cached_property
    def _sidebar(self) -> list[str]:
        return cookie_of(self._request, SIDEBAR_COOKIE).split(".")

    @property
    def is_narrow(self) -> bool:
        """Whether the sidebar shows only its icons; known here, so nothing jumps when the page has come."""
        return NARROW in self._sidebar

    @property
    def shut_groups(self) -> list[str]:
        return self._sidebar

    @cached_property
    def dock(self) -> list[navigation.Entry]:
        return navigation.dock(self.viewer, self._request.path) if self.viewer else []


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor: `chrome` in every template."""
    return {"chrome": Chrome(request)}
