"""Who reads facts: projections and reactions, each with a cursor of its own, none able to stop another."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, OperationalError
from django.utils import timezone

from amity.kernel.commands import locked, unit_of_work
from amity.kernel.facts.models import ParkedFact, ReaderCursor, StoredFact
from amity.kernel.facts.refs import Ref

log = logging.getLogger(__name__)

BATCH = 1000
NEWS_FOR = timedelta(hours=24)
OLD_STORIES = {"import", "demo"}


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A stored fact as readers get it."""

    id: int
    kind: str
    origin: str
    actor_id: int | None
    depth: int
    occurred_at: datetime
    recorded_at: datetime
    about: tuple[Ref, ...]
    data: dict[str, Any]

    @property
    def is_news(self) -> bool:
        """False for history told late: imports, demo data, and what is recorded more than a day after it happened."""
        return self.origin not in OLD_STORIES and self.recorded_at - self.occurred_at <= NEWS_FOR


Handle = Callable[[Sequence[ReadFact]], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of the log.

    handle   gets facts in commit order, at most 1,000; its writes and the cursor commit together
    kinds    the names it wants; None is all
    outward  it acts on the world (mail, webhooks, notices), so imported and late history is kept from it
    rebuild  for a projection: computes everything again from the state tables
    """

    name: str
    handle: Handle
    kinds: frozenset[str] | None = None
    outward: bool = False
    rebuild: Callable[[], None] | None = None
    description: str = field(default="", compare=False)

    def wants(self, fact: ReadFact) -> bool:
        return (self.kinds is None or fact.kind in self.kinds) and (not self.outward or fact.is_news)


_readers: dict[str, Reader] = {}


def register_reader(reader: Reader) -> None:
    """Make a reader known; called from an app's ready()."""
    if reader.name in _readers:
        raise ValueError(f"two readers are called {reader.name}")
    _readers[reader.name] = reader


def readers() -> list[Reader]:
    """All readers, in the order they were registered."""
    return list(_readers.values())


def reader_named(name: str) -> Reader:
    """One reader; KeyError when there is none."""
    return _readers[name]


def lag(reader: Reader) -> int:
    """How many facts a reader has not dealt with yet (0 is up to date); ids have gaps, so at most this many."""
    newest = StoredFact.objects.order_by("-id").values_list("id", flat=True).first() or 0
    cursor = ReaderCursor.objects.filter(reader=reader.name).values_list("fact_id", flat=True).first() or 0
    return max(0, newest - cursor)


def catch_up(reader: Reader, *, limit: int = BATCH) -> int:
    """Give a reader its next batch; return how many facts its cursor passed (0: up to date)."""
    if not StoredFact.objects.filter(id__gt=_position(reader)).exists():
        return 0  # outside a transaction: an idle reader takes no lock
    try:
        return _read_batch(reader, limit)
    except OperationalError:
        raise  # the database is away or busy: nothing is wrong with the facts
    except Exception:
        log.exception("reader %s failed on a batch; looking for the fact it fails on", reader.name)
        return _read_around_the_bad_one(reader, limit)


def catch_up_all(*, limit: int = BATCH) -> int:
    """One batch for every reader; a failing reader does not stop the others. Return the facts passed."""
    passed = 0
    for reader in readers():
        try:
            passed += catch_up(reader, limit=limit)
        except DatabaseError:
            log.exception("reader %s could not read", reader.name)
    return passed


def retry_parked(parked: ParkedFact) -> bool:
    """Give a reader the fact it failed on once more; True and forgotten when it works now."""
    reader = reader_named(parked.reader)
    stored = StoredFact.objects.filter(id=parked.fact_id).values_list(*_COLUMNS).first()
    try:
        with unit_of_work():
            if stored:
                reader.handle([_read(stored)])
            parked.delete()
    except Exception as error:
        ParkedFact.objects.filter(reader=parked.reader, fact_id=parked.fact_id).update(
            error=_short(error), attempts=parked.attempts + 1
        )
        return False
    return True


def start_at_the_end(reader: Reader) -> None:
    """Let a new reader begin with what happens from now on."""
    newest = StoredFact.objects.order_by("-id").values_list("id", flat=True).first() or 0
    ReaderCursor.objects.update_or_create(reader=reader.name, defaults={"fact_id": newest})


def rebuild(reader: Reader) -> None:
    """Compute a projection again from the state tables, in one transaction; ValueError where there is none."""
    if reader.rebuild is None:
        raise ValueError(f"{reader.name} reacts to facts and keeps no projection: there is nothing to rebuild")
    with unit_of_work():
        cursor = _locked_cursor(reader)
        newest = StoredFact.objects.order_by("-id").values_list("id", flat=True).first() or 0
        reader.rebuild()
        cursor.fact_id = newest
        cursor.save(update_fields=["fact_id", "moved_at"])


_COLUMNS = ("id", "kind", "origin", "actor_id", "depth", "occurred_at", "recorded_at", "about", "data")


def _read_batch(reader: Reader, limit: int) -> int:
    with unit_of_work():
        cursor = _locked_cursor(reader)
        rows = list(StoredFact.objects.filter(id__gt=cursor.fact_id).order_by("id").values_list(*_COLUMNS)[:limit])
        if not rows:
            return 0
        wanted = [fact for fact in map(_read, rows) if reader.wants(fact)]
        if wanted:
            reader.handle(wanted)
        cursor.fact_id = rows[-1][0]
        cursor.save(update_fields=["fact_id", "moved_at"])
        return len(rows)


def _read_around_the_bad_one(reader: Reader, limit: int) -> int:
    """Halve the batch until it passes or is one fact; park that one."""
    while limit > 1:
        limit //= 2
        try:
            return _read_batch(reader, limit)
        except OperationalError:
            raise
        except Exception:
            log.debug("reader %s still fails within %d facts", reader.name, limit)
    return _read_or_park_one(reader)


def _read_or_park_one(reader: Reader) -> int:
    try:
        return _read_batch(reader, 1)
    except OperationalError:
        raise
    except Exception as error:
        with unit_of_work():
            cursor = _locked_cursor(reader)
            bad = StoredFact.objects.filter(id__gt=cursor.fact_id).order_by("id").values_list("id", flat=True).first()
            if bad is None:
                return 0
            ParkedFact.objects.update_or_create(
                reader=reader.name, fact_id=bad, defaults={"error": _short(error), "parked_at": timezone.now()}
            )
            cursor.fact_id = bad
            cursor.save(update_fields=["fact_id", "moved_at"])
        log.error("reader %s parked fact %d: %s", reader.name, bad, type(error).__name__)
        return 1


def _locked_cursor(reader: Reader) -> ReaderCursor:
    ReaderCursor.objects.get_or_create(reader=reader.name)
    return locked(ReaderCursor.objects.filter(reader=reader.name)).get()


def _position(reader: Reader) -> int:
    return ReaderCursor.objects.filter(reader=reader.name).values_list("fact_id", flat=True).first() or 0


def _read(row: tuple[Any, ...]) -> ReadFact:
    *head, about, data = row
    return ReadFact(*head, about=tuple(Ref(*pair) for pair in about), data=data)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
