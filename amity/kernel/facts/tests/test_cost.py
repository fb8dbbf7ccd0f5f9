"""What facts cost: bytes and seconds. The figures are printed with `-s`."""

import time
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Actor, Origin, unit_of_work
from amity.kernel.facts.kinds import RecordChanged
from amity.kernel.facts.log import record
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import Reader, ReadFact, catch_up
from amity.kernel.facts.refs import Ref
from amity.kernel.testing.tables import Shelf

pytestmark = pytest.mark.django_db
REQUEST = "0198c6d2-9d3b-7c4e-8f00-3a5b6c7d8e9f"


def change_many(by: Actor, count: int) -> None:
    by = by.through(Origin.PERSON, request_id=REQUEST)
    for start in range(1, count + 1, 500):
        with unit_of_work():
            for record_id in range(start, min(start + 500, count + 1)):
                changes = {"city": ["Rheda-Wiedenbrück", "Frankfurt am Main"]}
                record(
                    RecordChanged(record_kind=1, record_id=record_id, changes=changes),
                    about=[Ref(1, record_id)],
                    by=by,
                )


def bytes_of_facts() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('fact') + pg_total_relation_size('fact_about')")
            return cursor.fetchone()[0]
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute("PRAGMA freelist_count")
        free = cursor.fetchone()[0]
        cursor.execute("PRAGMA page_size")
        return (pages - free) * cursor.fetchone()[0]


def cpu_and_wall(work: Callable[[], None]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def test_a_field_change_with_its_links_takes_at_most_600_bytes(ada):
    if connection.vendor == "postgresql":
        # New files, as long as this test lasts: what other tests rolled back still fills pages of the old ones.
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE fact, fact_about")
    before = bytes_of_facts()
    change_many(ada, 3000)
    each = (bytes_of_facts() - before) / 3000
    print(f"{each:.0f} bytes a change on {connection.vendor}")
    assert each <= 600


@pytest.mark.slow
def test_ten_thousand_facts_a_second_are_written_and_five_thousand_read(ada, kernel_tables):
    """Asserted in CPU seconds of this process, which other work on the machine lengthens less than the clock."""
    change_many(ada, 500)
    cpu, wall = cpu_and_wall(lambda: change_many(ada, 20_000))
    print(f"{20_000 / wall:,.0f} facts/s written on {connection.vendor} ({cpu / 20_000 * 1e6:.0f} µs CPU each)")
    assert 20_000 / cpu >= 10_000

    def project(facts: Sequence[ReadFact]) -> None:
        insert_rows(Shelf, ("name",), [(str(fact.id),) for fact in facts])

    def read_all() -> None:
        while catch_up(reader):
            pass

    reader = Reader("testing.projection", project)
    cpu, wall = cpu_and_wall(read_all)
    facts = StoredFact.objects.count()
    assert Shelf.objects.count() == facts
    print(f"{facts / wall:,.0f} facts/s through a projection ({cpu / facts * 1e6:.0f} µs CPU each)")
    assert facts / cpu >= 5_000
