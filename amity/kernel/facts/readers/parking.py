"""The fact a reader fails on is set aside, so that the others go on."""

import logging

from django.db import OperationalError
from django.db.models import F
from django.utils import timezone

from amity.kernel.commands import run_in_unit, unit_of_work
from amity.kernel.facts.models import ParkedFact, StoredFact
from amity.kernel.facts.readers.batches import facts_after, hand, read_batch
from amity.kernel.facts.readers.cursors import locked_cursor, move
from amity.kernel.facts.readers.registry import Reader, reader_named

log = logging.getLogger(__name__)


def retry_parked(parked: ParkedFact) -> bool:
    """Give a reader the fact it failed on once more; True and forgotten when it works now. KeyError: reader is gone."""
    reader = reader_named(parked.reader)

    def retry() -> None:
        locked_cursor(reader)  # never beside the reader's own batches, nor beside another retry
        if ParkedFact.objects.filter(reader=reader.name, fact_id=parked.fact_id).delete()[0]:
            hand(reader, StoredFact.objects.filter(id=parked.fact_id))

    try:
        run_in_unit(retry)
    except OperationalError:
        raise
    except Exception as error:
        ParkedFact.objects.filter(reader=reader.name, fact_id=parked.fact_id).update(
            error=_short(error), attempts=F("attempts") + 1
        )
        return False
    return True


def read_around_the_bad_one(reader: Reader, limit: int) -> int:
    """Halve the batch until it passes or is one fact; park that one. Return how many facts the cursor passed."""
    while limit > 2:
        limit //= 2
        try:
            return read_batch(reader, limit)
        except OperationalError:
            raise
        except Exception:
            log.debug("reader %s still fails within %d facts", reader.name, limit)
    return run_in_unit(lambda: _read_or_park_one(reader))


def _read_or_park_one(reader: Reader) -> int:
    cursor = locked_cursor(reader)
    fact_id = facts_after(cursor).values_list("id", flat=True).first()
    if fact_id is None:
        return 0
    try:
        with unit_of_work():
            hand(reader, StoredFact.objects.filter(id=fact_id))
    except OperationalError:
        raise
    except Exception as error:
        ParkedFact.objects.update_or_create(
            reader=reader.name, fact_id=fact_id, defaults={"error": _short(error), "parked_at": timezone.now()}
        )
        log.error("reader %s parked fact %d: %s", reader.name, fact_id, type(error).__name__)
    move(cursor, fact_id)
    return 1


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000].replace("\0", "")
