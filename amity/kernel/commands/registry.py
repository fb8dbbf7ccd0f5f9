"""`@command(name)`: a transaction, a retry when PostgreSQL breaks a deadlock, and a name others can call it by."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError

from amity.kernel.commands.transaction import in_unit, unit_of_work

P = ParamSpec("P")
R = TypeVar("R")

DEADLOCK_TRIES = 3
_RETRYABLE = {"40P01", "40001"}  # deadlock_detected, serialization_failure
_commands: dict[str, Callable[..., Any]] = {}


def command(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command: it runs in one unit of work and is known by `name` (`people.create`)."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if in_unit():
                with unit_of_work():
                    return function(*args, **kwargs)
            for attempt in range(1, DEADLOCK_TRIES + 1):
                try:
                    with unit_of_work():
                        return function(*args, **kwargs)
                except OperationalError as error:
                    if attempt == DEADLOCK_TRIES or getattr(error.__cause__, "sqlstate", None) not in _RETRYABLE:
                        raise
            raise AssertionError("unreachable: the last try returns or raises")

        if name in _commands:
            raise ValueError(f"two commands are called {name}")
        _commands[name] = run
        return run

    return decorate


def find_command(name: str) -> Callable[..., Any]:
    """Look a command up by name; KeyError when there is none."""
    return _commands[name]


def registered_commands() -> dict[str, Callable[..., Any]]:
    """All commands by name."""
    return dict(_commands)
