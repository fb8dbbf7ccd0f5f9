"""`@command(name)`: a transaction, a retry when PostgreSQL breaks a deadlock, and a name others can call it by."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from amity.kernel.commands.transaction import run_in_unit

P = ParamSpec("P")
R = TypeVar("R")

_commands: dict[str, Callable[..., Any]] = {}


def command(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command: it runs in one unit of work and is known by `name` (`people.create`).

    The outermost one may run more than once (see `run_in_unit`), so a command keeps its state in the database.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            return run_in_unit(lambda: function(*args, **kwargs))

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
