"""Facts per second: written in bulk, and read by the projection of customers' totals."""

import time
from collections.abc import Iterator

from amity.config.bench.bars import Bar
from amity.kernel.commands import Actor, unit_of_work
from amity.kernel.facts.kinds import RecordChanged
from amity.kernel.facts.log import record
from amity.kernel.facts.models import ReaderCursor, StoredFact
from amity.kernel.facts.readers import catch_up, introduce_readers, reader_named
from amity.kernel.facts.refs import Ref
from amity.records.kinds.numbers import PERSON

WRITTEN, BATCH, READ = 20_000, 500, 50_000
PROJECTION = "customers.order_totals"


def measure_facts() -> Iterator[Bar]:
    """Read facts of orders again, then write facts of a person nobody is."""
    introduce_readers()
    yield from _read()
    by, about = Actor.system(), [Ref(PERSON, 0)]
    fact = RecordChanged(record_kind=PERSON, record_id=0, changes={"stage": ["lead", "customer"]})
    started = time.perf_counter()
    for _ in range(WRITTEN // BATCH):
        with unit_of_work():
            for _ in range(BATCH):
                record(fact, about=about, by=by)
    yield Bar("facts written in bulk", WRITTEN / (time.perf_counter() - started), 10_000, "facts/s", True)


def _read() -> Iterator[Bar]:
    reader = reader_named(PROJECTION)
    last = StoredFact.objects.filter(kind="order.placed").order_by("-id").values_list("id", flat=True).first() or 0
    if last < READ:
        return
    at = ReaderCursor.objects.get(reader=PROJECTION).fact_id
    ReaderCursor.objects.filter(reader=PROJECTION).update(fact_id=last - READ)
    passed, started = 0, time.perf_counter()
    while passed < READ and (some := catch_up(reader)):
        passed += some
    seconds = time.perf_counter() - started
    ReaderCursor.objects.filter(reader=PROJECTION).update(fact_id=at)
    yield Bar("facts of orders through the totals", passed / seconds, 5000, "facts/s", True)
