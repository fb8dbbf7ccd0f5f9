"""The one transaction a command owns.

The outermost command opens it, nested commands join by savepoint, and what was gathered (facts) is written last:
fact ids must come in commit order, so the lock that orders them is held for the shortest time.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


class Unit:
    """What one outermost command gathers to be written just before its commit."""

    def __init__(self) -> None:
        self.pending: list[Any] = []
        self.finish: Callable[[list[Any]], None] | None = None

    def add(self, entry: Any, finish: Callable[[list[Any]], None]) -> None:
        self.pending.append(entry)
        self.finish = finish


_here = threading.local()


def current_unit() -> Unit | None:
    """The unit of work this thread is in, if any."""
    return getattr(_here, "unit", None)


def in_unit() -> bool:
    """Say whether this thread is inside a command."""
    return current_unit() is not None


@contextmanager
def unit_of_work() -> Iterator[Unit]:
    """Open the transaction of an outermost command, or join the one that is open."""
    outer = current_unit()
    if outer is not None:
        mark = len(outer.pending)
        try:
            with transaction.atomic():
                yield outer
        except BaseException:
            del outer.pending[mark:]
            raise
        return
    unit = Unit()
    with transaction.atomic():
        _here.unit = unit
        try:
            yield unit
            if unit.finish is not None:
                unit.finish(unit.pending)
        finally:
            _here.unit = None
