"""Facts are written with the change they tell of, or not at all."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from amity.kernel.commands import Actor, Cause, Origin, Refused, command, unit_of_work
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.log import record
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.facts.refs import Ref

pytestmark = pytest.mark.django_db
HERE, THERE = Ref(1, 10), Ref(2, 20)


@dataclass(frozen=True, kw_only=True)
class BellRang(Fact):
    """A bell rang."""

    name = "testing.bell_rang"
    sentence = "rang {times} times"

    times: int
    by_whom: str | None = None


def ring(by: Actor, times: int = 1, *, about=(HERE,), **details) -> None:
    with unit_of_work():
        record(BellRang(times=times), about=list(about), by=by, **details)


@command("testing.ring_and_refuse")
def ring_and_refuse(by: Actor) -> None:
    ring(by, 99)
    raise Refused("testing.refused", "No.")


def times_stored() -> list[int]:
    return [data["times"] for data in StoredFact.objects.order_by("id").values_list("data", flat=True)]


def test_a_fact_outside_a_command_is_an_error(ada):
    with pytest.raises(RuntimeError, match="inside a command"):
        record(BellRang(times=1), about=[HERE], by=ada)


def test_a_fact_keeps_who_when_why_and_about_what(ada):
    before = timezone.now()
    ring(ada.through(Origin.API, request_id="abc"), 3, about=[HERE, THERE, HERE])
    stored = StoredFact.objects.get()
    assert (stored.kind, stored.version, stored.origin) == ("testing.bell_rang", 1, "api")
    assert (stored.actor_id, stored.request_id, stored.caused_by, stored.depth) == (1, "abc", None, 0)
    assert stored.data == {"times": 3}, "fields that are None are left out"
    assert stored.about == [[1, 10], [2, 20]]
    assert before <= stored.occurred_at == stored.recorded_at <= timezone.now()
    about = FactAbout.objects.order_by("record_kind").values_list("record_kind", "record_id", "occurred_at", "fact_id")
    assert list(about) == [(1, 10, stored.occurred_at, stored.pk), (2, 20, stored.occurred_at, stored.pk)]


def test_a_fact_can_tell_of_the_past(ada):
    then = datetime(2019, 5, 1, 12, tzinfo=UTC)
    ring(ada, occurred_at=then)
    stored = StoredFact.objects.get()
    assert stored.occurred_at == then == FactAbout.objects.get().occurred_at
    assert timezone.now() - stored.recorded_at < timedelta(minutes=1)


def test_facts_are_stored_in_the_order_they_were_told(ada):
    with unit_of_work():
        for times in range(40):
            record(BellRang(times=times), about=[HERE], by=ada)
    assert times_stored() == list(range(40))


def test_a_refused_command_leaves_no_fact(ada):
    with pytest.raises(Refused):
        ring_and_refuse(ada)
    assert not StoredFact.objects.exists()


def test_facts_of_a_refused_nested_command_are_not_stored_when_the_outer_goes_on(ada):
    with unit_of_work():
        ring(ada, 1)
        with pytest.raises(Refused):
            ring_and_refuse(ada)
        ring(ada, 2)
    assert times_stored() == [1, 2]
    assert FactAbout.objects.count() == 2


def test_a_fact_with_a_known_key_is_left_out(ada):
    ring(ada, 1, key="first")
    ring(ada, 2, key="first")
    with unit_of_work():
        for times in (3, 4):
            record(BellRang(times=times), about=[HERE], by=ada, key="second")
        record(BellRang(times=5), about=[HERE], by=ada)
    assert times_stored() == [1, 3, 5]


def test_the_chain_of_causes_ends_after_five(ada):
    by, depths = ada, []
    with pytest.raises(Refused) as refusal:
        for _ in range(9):
            ring(by)
            newest = StoredFact.objects.latest("id")
            depths.append(newest.depth)
            by = ada.because_of(Cause(newest.pk, newest.depth))
    assert depths == [0, 1, 2, 3, 4, 5]
    assert refusal.value.code == "facts.too_deep"
    assert StoredFact.objects.latest("id").caused_by == StoredFact.objects.order_by("-id")[1].pk


def test_a_kind_of_fact_needs_a_name_of_its_own():
    with pytest.raises(TypeError, match="needs a name of its own"):

        class Nameless(Fact):
            pass

    with pytest.raises(TypeError, match=r"two kinds of fact are called testing\.bell_rang"):

        class Other(Fact):
            name = "testing.bell_rang"
            sentence = "rang"
