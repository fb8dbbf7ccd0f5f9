"""Let readers catch up with the log: called again and again by the worker."""

import logging
import time

from django.db import OperationalError

from amity.kernel.commands import run_in_unit
from amity.kernel.facts.models import ReaderCursor
from amity.kernel.facts.readers.batches import read_batch
from amity.kernel.facts.readers.cursors import introduce, locked_cursor, move, newest_fact, position
from amity.kernel.facts.readers.parking import read_around_the_bad_one
from amity.kernel.facts.readers.registry import Reader, readers

log = logging.getLogger(__name__)

BATCH = 1000
SMALLEST_BATCH = 50
# A batch is one write transaction; on SQLite everyone else waits for it.
LONGEST_BATCH = 0.15

# How many facts of late fitted a short transaction, by reader; forgotten with the process.
_paces: dict[str, int] = {}


def catch_up(reader: Reader, *, limit: int | None = None) -> int:
    """Give a reader its next batch; return how many facts its cursor passed (0: up to date).

    Without `limit` the batch is as large as fits a short transaction. Raises OperationalError when the database is
    away or busy; a fact the reader fails on is parked.
    """
    at = position(reader)
    if at is None:
        at = introduce(reader)
    if at >= newest_fact():
        return 0  # outside a transaction: an idle reader takes no lock
    if limit is None:
        limit = _paces.get(reader.name, BATCH)
    began = time.monotonic()
    try:
        passed = read_batch(reader, limit)
    except OperationalError:
        raise  # nothing is wrong with the facts
    except Exception:
        log.exception("reader %s failed on a batch; looking for the fact it fails on", reader.name)
        return read_around_the_bad_one(reader, limit)
    _keep_pace(reader, passed, time.monotonic() - began)
    return passed


def catch_up_all(*, limit: int | None = None) -> int:
    """One batch for every reader; a failing reader does not stop the others. Return the facts passed."""
    newest = newest_fact()
    cursors = dict(ReaderCursor.objects.values_list("reader", "fact_id"))
    passed = 0
    for reader in readers():
        if cursors.get(reader.name, -1) >= newest:
            continue
        try:
            passed += catch_up(reader, limit=limit)
        except Exception:
            log.exception("reader %s could not read", reader.name)
    return passed


def rebuild(reader: Reader) -> None:
    """Compute a projection again from the state tables, in one transaction; ValueError where there is none."""
    compute = reader.rebuild
    if compute is None:
        raise ValueError(f"{reader.name} reacts to facts and keeps no projection: there is nothing to rebuild")

    def compute_and_move() -> None:
        cursor = locked_cursor(reader)
        newest = newest_fact()
        compute()
        move(cursor, newest)

    run_in_unit(compute_and_move)


def _keep_pace(reader: Reader, passed: int, seconds: float) -> None:
    pace = _paces.get(reader.name, BATCH)
    if seconds > LONGEST_BATCH:
        _paces[reader.name] = max(SMALLEST_BATCH, min(pace, passed) // 2)
    elif seconds < LONGEST_BATCH / 4 and passed >= pace:
        _paces[reader.name] = min(BATCH, pace * 2)
