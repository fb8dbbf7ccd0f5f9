"""What the frame around every page needs: theme, navigation, the viewer."""

from functools import cached_property

from django.http import HttpRequest

from amity.kernel.commands import Actor
from amity.kernel.ui import navigation

THEME_COOKIE = "amity-theme"
THEMES = ("light", "dark")


class Chrome:
    """The frame of one page. Everything is worked out when a template asks, so fragments pay nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def theme(self) -> str:
        """`light`, `dark`, or "" for what the system prefers; known here, so the first paint is right."""
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def viewer(self) -> Actor | None:
        return getattr(self._request, "actor", None)

    @cached_property
    def house(self) -> str:
        return navigation.house_name()

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
    def dock(self) -> list[navigation.Entry]:
        return navigation.dock(self.viewer, self._request.path) if self.viewer else []


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor: `chrome` in every template."""
    return {"chrome": Chrome(request)}
