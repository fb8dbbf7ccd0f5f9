"""The one transaction a command owns.

The outermost command opens it, nested commands join by savepoint, and what was gathered (facts) is written last:
fact ids must come in commit order, so the lock that orders them is held for the shortest time.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, transaction

R = TypeVar("R")

DEADLOCK_TRIES = 8
_RETRYABLE = {"40P01", "40001"}  # deadlock_detected, serialization_failure


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
    """Open the transaction of an outermost command, or join the one that is open.

    Raises RuntimeError inside a transaction that somebody else opened: its commit would not be ours.
    """
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
    with transaction.atomic(durable=True):
        _here.unit = unit
        try:
            yield unit
            if unit.pending and unit.finish is not None:
                unit.finish(unit.pending)
        finally:
            _here.unit = None


def run_in_unit(work: Callable[[], R]) -> R:
    """Run `work` in a unit of work; an outermost one again when PostgreSQL broke a deadlock by failing it.

    Also again, once, when a unique value was taken between our look and our write: the second look sees it and the
    command refuses in its own words.
    """
    if in_unit():
        with unit_of_work():
            return work()
    for attempt in range(1, DEADLOCK_TRIES + 1):
        try:
            with unit_of_work():
                return work()
        except IntegrityError:
            if attempt > 1:
                raise
        except OperationalError as error:
            if attempt == DEADLOCK_TRIES or getattr(error.__cause__, "sqlstate", None) not in _RETRYABLE:
                raise
        # At random, or the two that met would meet again.
        time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - no secret
    raise AssertionError("unreachable: the last try returns or raises")
