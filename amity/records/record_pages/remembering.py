"""What a browser remembers of record pages, in cookies, so that the first paint is right."""

from typing import Any

CLOSED_COOKIE = "amity-closed"
EMPTY_COOKIE = "amity-empty"
YEAR = 365 * 86400


def closed_sections(request: Any) -> frozenset[str]:
    """The keys of the sections that were shut; written by the browser when one is opened or shut."""
    return frozenset(request.COOKIES.get(CLOSED_COOKIE, "").split("."))


def hides_empty(request: Any) -> bool:
    """Whether fields without a value are left out."""
    return request.COOKIES.get(EMPTY_COOKIE) == "hidden"
