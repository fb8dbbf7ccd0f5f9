"""Scopes: what a token may do, where it shall do less than its role. `@scope("read:person")` stands on every operation.

The floors above name what there is to read and write; this room knows no kind of record.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

F = TypeVar("F", bound=Callable[..., Any])
READ, WRITE = "read", "write"
# Of operations that every token may use, however narrow: who am I, what is there.
ANY = "any"
_SHAPE = re.compile(r"(read:|write:)?[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing a token may be allowed: its name, and what people call it."""

    name: str
    label: str | Promise


_kinds: dict[str, str | Promise] = {}
# What is no kind of record. A room that opens another area names it when it starts.
_areas: dict[str, str | Promise] = {
    "search": _("Search over everything"),
    "imports": _("Import files"),
    "bulk": _("Change many records at once"),
    "webhooks": _("Webhooks"),
    "tracking": _("Send tracked events"),
    "settings": _("Settings, accounts and tokens"),
}


def register_scoped_kind(name: str, plural_label: str | Promise) -> None:
    """Offer `read:<name>` and `write:<name>`; called when a kind of record is registered, twice does no harm."""
    _kinds[name] = plural_label


def register_area(name: str, label: str | Promise) -> None:
    """Offer a scope that is no kind's; called from an app's ready()."""
    _areas[name] = label


def scoped_kinds() -> list[tuple[str, str | Promise]]:
    """The kinds that can be read and written, with what people call many of them."""
    return list(_kinds.items())


def areas() -> list[Scope]:
    """The scopes that are no kind's."""
    return [Scope(name, label) for name, label in _areas.items()]


def scope_names() -> list[str]:
    """Every scope there is, in the order it is offered."""
    return [f"{deed}:{kind}" for kind in _kinds for deed in (READ, WRITE)] + list(_areas)


def scope(name: str) -> Callable[[F], F]:
    """Say which scope an operation of the API asks for; stands below `@router.get(...)`.

    Authentication reads it before a parameter is parsed or a row is read. A narrowed token gets no further in an
    operation that declares none.
    """
    if not _SHAPE.fullmatch(name):
        raise ValueError(f"{name} is no scope")

    # Only the API pays for loading the library: commands and the command line read the names above.
    from ninja.decorators import decorate_view
    from ninja.utils import contribute_operation_callback

    def declare(function: F) -> F:
        function.needed_scope = name  # type: ignore[attr-defined]
        contribute_operation_callback(function, lambda operation: _publish(operation, name))
        decorate_view(_noting(name))(function)
        return function

    return declare


def _publish(operation: Any, name: str) -> None:
    """Let the OpenAPI document tell the scope."""
    operation.openapi_extra = {**(operation.openapi_extra or {}), "x-scope": name}


def _noting(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(run: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(run)
        def noted(request: Any, *args: Any, **kwargs: Any) -> Any:
            request.needed_scope = name
            return run(request, *args, **kwargs)

        return noted

    return decorate
