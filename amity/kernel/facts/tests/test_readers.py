"""Readers see every fact once, in order, and none can stop another."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from amity.kernel.commands import Origin, unit_of_work
from amity.kernel.facts.models import ParkedFact, ReaderCursor, StoredFact
from amity.kernel.facts.readers import (
    Reader,
    ReadFact,
    catch_up,
    catch_up_all,
    introduce_readers,
    lag,
    rebuild,
    register_reader,
    registry,
    retry_parked,
    start_at_the_end,
)
from amity.kernel.facts.readers.catching_up import _paces
from amity.kernel.facts.tests.test_recording import HERE, BellRang, ring
from amity.kernel.testing.tables import Shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kernel_tables", "no_other_readers")]


class Listener:
    """Notes how often each bell rang, in memory and in the database; fails on the bells it fears."""

    def __init__(self, *feared: int) -> None:
        self.heard: list[int] = []
        self.batches: list[int] = []
        self.feared = set(feared)

    def __call__(self, facts: Sequence[ReadFact]) -> None:
        self.batches.append(len(facts))
        for fact in facts:
            Shelf.objects.create(name=str(fact.data["times"]))
            if fact.data["times"] in self.feared:
                raise ValueError(f"afraid of {fact.data['times']}")
        self.heard.extend(fact.data["times"] for fact in facts)

    @property
    def kept(self) -> list[int]:
        return [int(name) for name in Shelf.objects.order_by("pk").values_list("name", flat=True)]


@pytest.fixture
def no_other_readers(monkeypatch):
    monkeypatch.setattr(registry, "_readers", {})
    _paces.clear()


def ring_many(by, count: int) -> None:
    with unit_of_work():
        for times in range(count):
            ring(by, times)


def read_to_the_end(reader: Reader, **options) -> None:
    while catch_up(reader, **options):
        pass


def test_a_reader_sees_every_fact_once_in_order(ada):
    ring_many(ada, 25)
    listener = Listener()
    reader = Reader("testing", listener)
    assert lag(reader) >= 25
    assert catch_up(reader, limit=10) == 10
    read_to_the_end(reader, limit=10)
    assert listener.heard == list(range(25))
    assert listener.batches == [10, 10, 5]
    assert lag(reader) == 0
    assert catch_up(reader) == 0


def test_a_reader_gets_only_the_kinds_it_wants_and_passes_the_others(ada):
    ring_many(ada, 5)
    StoredFact.objects.filter(data__times__lt=3).update(kind="testing.other")
    listener = Listener()
    reader = Reader("testing", listener, kinds=frozenset({BellRang.name}))
    assert catch_up(reader) == 5
    assert listener.heard == [3, 4]
    assert lag(reader) == 0


def test_effect_and_cursor_go_together(ada):
    ring_many(ada, 5)
    listener = Listener(4)
    reader = Reader("testing", listener)
    with pytest.raises(OperationalError):
        catch_up(Reader("testing", lambda facts: (listener(facts[:2]), fail())))  # type: ignore[arg-type]
    assert listener.kept == []
    read_to_the_end(reader)
    assert listener.kept == [0, 1, 2, 3]


def fail() -> None:
    raise OperationalError("the database went away")


def test_the_bad_fact_is_found_by_halving_and_parked(ada):
    ring_many(ada, 100)
    listener = Listener(37)
    reader = Reader("testing", listener)
    read_to_the_end(reader, limit=100)
    assert listener.heard == [number for number in range(100) if number != 37] == listener.kept
    parked = ParkedFact.objects.get()
    assert parked.reader == "testing"
    assert StoredFact.objects.get(id=parked.fact_id).data["times"] == 37
    assert parked.error == "ValueError: afraid of 37"
    assert len(listener.batches) < 40


def test_a_reader_that_fails_on_everything_parks_everything_and_stops_nobody(ada):
    ring_many(ada, 6)
    well = Listener()
    register_reader(Reader("testing.ill", Listener(*range(6))))
    register_reader(Reader("testing.well", well))
    for _ in range(10):
        catch_up_all()
    assert well.heard == list(range(6))
    assert ParkedFact.objects.filter(reader="testing.ill").count() == 6


def test_a_parked_fact_can_be_tried_again(ada):
    ring_many(ada, 3)
    listener = Listener(1)
    register_reader(Reader("testing", listener))
    catch_up_all()
    for _ in range(3):
        catch_up_all()
    parked = ParkedFact.objects.get()
    assert retry_parked(parked) is False
    assert ParkedFact.objects.get().attempts == 2
    listener.feared.clear()
    assert retry_parked(parked) is True
    assert not ParkedFact.objects.exists()
    assert listener.heard == [0, 2, 1]
    assert retry_parked(parked) is True, "whoever comes second finds it done"
    assert listener.heard == [0, 2, 1]


def test_outward_readers_are_told_no_old_stories(ada):
    outward, projection = Listener(), Listener()
    readers = [Reader("testing.outward", outward, outward=True), Reader("testing.projection", projection)]
    for reader in readers:
        register_reader(reader)
    introduce_readers()
    now = timezone.now()
    ring(ada.through(Origin.IMPORT), 1)
    ring(ada.through(Origin.DEMO), 2)
    ring(ada, 3, occurred_at=now - timedelta(hours=25))
    ring(ada, 4, occurred_at=now - timedelta(hours=23))
    ring(ada.through(Origin.RULE), 5)
    catch_up_all()
    assert outward.heard == [4, 5]
    assert projection.heard == [1, 2, 3, 4, 5]
    assert [lag(reader) for reader in readers] == [0, 0]


def test_a_new_outward_reader_begins_now_and_a_new_projection_at_the_beginning(ada):
    ring(ada, 1)
    outward, projection = Listener(), Listener()
    register_reader(Reader("testing.outward", outward, outward=True))
    register_reader(Reader("testing.projection", projection))
    assert catch_up_all() == 1
    ring(ada, 2)
    catch_up_all()
    assert (outward.heard, projection.heard) == ([2], [1, 2])


def test_a_reader_can_be_sent_to_the_end(ada):
    ring_many(ada, 3)
    listener = Listener()
    reader = Reader("testing", listener)
    start_at_the_end(reader)
    assert (catch_up(reader), listener.heard) == (0, [])


def test_a_reaction_knows_its_cause(ada):
    def answer(facts: Sequence[ReadFact]) -> None:
        for fact in facts:
            if fact.depth < 2:
                ring(ada.because_of(fact.cause), 10)

    ring(ada, 1)
    read_to_the_end(Reader("testing", answer))
    stored = list(StoredFact.objects.order_by("id"))
    assert [fact.depth for fact in stored] == [0, 1, 2]
    assert [fact.caused_by for fact in stored] == [None, stored[0].pk, stored[1].pk]


def test_a_projection_is_rebuilt_and_goes_on_from_there(ada):
    ring_many(ada, 3)
    listener = Listener()
    reader = Reader("testing", listener, rebuild=lambda: Shelf.objects.create(name="99") and None)
    rebuild(reader)
    assert lag(reader) == 0
    ring(ada, 5)
    read_to_the_end(reader)
    assert listener.kept == [99, 5]
    with pytest.raises(ValueError, match="nothing to rebuild"):
        rebuild(Reader("testing.other", listener))


def test_slow_batches_become_smaller(ada, monkeypatch):
    monkeypatch.setattr("amity.kernel.facts.readers.catching_up.LONGEST_BATCH", -1)
    ring_many(ada, 300)
    listener = Listener()
    read_to_the_end(Reader("testing", listener))
    assert listener.batches == [300]
    ring_many(ada, 300)
    read_to_the_end(Reader("testing", listener))
    assert listener.batches[1:] == [150, 75, 50, 25]
    assert ReaderCursor.objects.get().fact_id == StoredFact.objects.latest("id").pk


def test_two_readers_of_one_name_are_refused():
    register_reader(Reader("testing", Listener()))
    with pytest.raises(ValueError, match="two readers are called testing"):
        register_reader(Reader("testing", Listener()))


def test_a_fact_tells_what_it_is_about(ada):
    seen: list[ReadFact] = []
    ring(ada, 1)
    catch_up(Reader("testing", seen.extend))
    assert (seen[0].about, seen[0].actor_id, seen[0].is_news) == ((HERE,), 1, True)
