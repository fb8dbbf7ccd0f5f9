"""What a browser remembers of record pages, in cookies, so that the first paint is right."""

from typing import Any

from amity.kernel.ui.cookies import cookie_of

CLOSED_COOKIE = "amity-closed"
EMPTY_COOKIE = "amity-empty"


def closed_sections(request: Any) -> frozenset[str]:
    """The keys of the sections that were shut; written by the browser when one is opened or shut."""
    return frozenset(cookie_of(request, CLOSED_COOKIE).split("."))


def hides_empty(request: Any) -> bool:
    """Whether fields without a value are left out."""
    return cookie_of(request, EMPTY_COOKIE) == "hidden"
