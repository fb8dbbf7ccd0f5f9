"""Lanes keep their order, hold what is behind a failure, try for as long as it takes, and wait for no other lane."""

import itertools
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from amity.kernel.commands import Actor, unit_of_work
from amity.kernel.outbox import carriers, delivery, lane_threads, lanes
from amity.kernel.outbox.carriers import Carrier, NotEver, NotNow, register_carrier
from amity.kernel.outbox.models import OutboxLane, OutgoingEffect, State
from amity.kernel.outbox.placing import Effect, place, place_all

BY = Actor.system()


@pytest.fixture
def post(monkeypatch):
    """A carrier of letters that notes what it carried; `post.problems[n]` is raised instead, once or for ever."""

    class Post:
        def __init__(self):
            self.carried, self.noted, self.problems, self.uids = [], [], {}, []

        def carry(self, payload, uid):
            self.uids.append(uid)
            problem = self.problems.get(payload["n"])
            if problem:
                raise problem
            self.carried.append(payload["n"])
            return lambda: self.noted.append(payload["n"])

    monkeypatch.setattr(carriers, "_carriers", {})
    made = Post()
    register_carrier(Carrier("letter", made.carry, repeats_safely=True))
    return made


def put(*numbers, lane="a"):
    lanes.open_lane(lane)
    with unit_of_work():
        place_all([Effect("letter", {"n": number}, lane=lane) for number in numbers], by=BY)


def waiting(lane="a"):
    rows = OutgoingEffect.objects.filter(lane=lane, state=State.WAITING).order_by("id")
    return [row.payload["n"] for row in rows]


def test_a_lane_goes_out_in_order_and_what_carry_returned_is_noted(db, post):
    put(3, 1, 2)
    assert delivery.deliver_due() == 0, "lanes are not the other loop's"
    assert lanes.carry_due_lanes() == 3
    assert post.carried == post.noted == [3, 1, 2]
    assert lanes.due_lanes(9) == []
    lane = OutboxLane.objects.get()
    assert (lane.claim, lane.lease_until, lane.failures) == (None, None, 0)


def test_a_failed_effect_holds_those_behind_it_and_no_other_lane(db, post):
    put(1, 2, 3, lane="a")
    put(7, 8, lane="b")
    post.problems[2] = NotNow("closed", note=lambda: post.noted.append("closed"))
    assert lanes.carry_due_lanes() == 3
    assert post.carried == [1, 7, 8] and waiting() == [2, 3]
    assert "closed" in post.noted
    state = lanes.lane_states(["a", "b"])["a"]
    assert (state.waiting, state.failures, state.error) == (2, 1, "closed") and state.failing_since
    del post.problems[2]
    assert lanes.carry_due_lanes() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=2)):
        assert lanes.carry_due_lanes() == 2
    assert post.carried == [1, 7, 8, 2, 3]
    assert lanes.lane_states(["a"])["a"].failing_since is None


def test_at_least_eight_tries_in_a_day_and_none_is_the_last(db, post):
    put(1, 2)
    post.problems[1] = NotNow("closed")
    began, now = timezone.now(), timezone.now()
    tries = []
    for _ in range(16):
        with time_machine.travel(now, tick=False):
            lanes.carry_due_lanes()
            tries.append(now)
            assert lanes.due_lanes(9) == []
            now = OutboxLane.objects.get().run_after
    assert sum(at - began <= timedelta(hours=24) for at in tries) >= 8
    pauses = [after - before for before, after in itertools.pairwise(tries)]
    assert pauses[0] < timedelta(seconds=2) and max(pauses) < timedelta(hours=9)
    assert waiting() == [1, 2] and len(set(post.uids)) == 1
    assert OutgoingEffect.objects.order_by("id").first().attempts == 16


def test_the_other_side_may_ask_for_a_longer_pause_but_not_for_ever(db, post):
    assert lanes.pause_before(0, wish=120) == 120
    assert lanes.pause_before(0, wish=10**9) == lanes.LONGEST_WISH
    assert lanes.pause_before(9, wish=1) > 20_000


def test_what_can_never_go_out_is_told_and_passed_over(db, post):
    put(1, 2)
    post.problems[1] = NotEver("gone")
    lanes.carry_due_lanes()
    assert post.carried == [2]
    assert OutgoingEffect.objects.get(state=State.FAILED).error == "gone"


def test_an_unforeseen_error_is_tried_again(db, post):
    put(1)
    post.problems[1] = KeyError("odd")
    lanes.carry_due_lanes()
    assert waiting() == [1] and "odd" in OutboxLane.objects.get().error


def test_a_held_lane_keeps_everything_until_it_is_let_go(db, post):
    put(1)
    lanes.hold_lane("a", is_held=True)
    assert lanes.carry_due_lanes() == 0
    lanes.hold_lane("a", is_held=False)
    assert lanes.carry_due_lanes() == 1


def test_a_lane_held_while_it_is_carried_stops_behind_what_is_on_its_way(db, post):
    put(1, 2)
    claim, carry = lanes.claim_lane("a"), post.carry

    def hold_meanwhile(payload, uid):
        lanes.hold_lane("a", is_held=True)
        return carry(payload, uid)

    register_carrier(Carrier("letter", hold_meanwhile, repeats_safely=True))
    lanes.carry_lane("a", claim)
    assert post.carried == [1] and waiting() == [2]


def test_two_workers_never_have_the_same_lane_and_a_dead_ones_is_taken_over(db, post):
    put(1)
    assert lanes.claim_lane("a") and lanes.claim_lane("a") is None and lanes.due_lanes(9) == []
    with time_machine.travel(timezone.now() + timedelta(seconds=lanes.LEASE_SECONDS + 1)):
        assert lanes.carry_due_lanes() == 1


def test_a_worker_that_lost_its_lane_marks_what_went_out_and_leaves(db, post):
    put(1, 2)
    claim = lanes.claim_lane("a")
    with time_machine.travel(timezone.now() + timedelta(seconds=lanes.LEASE_SECONDS + 1)):
        other = lanes.claim_lane("a")
        assert lanes.carry_lane("a", claim) == 0
        assert post.carried == [1] and waiting() == [2]
        assert OutboxLane.objects.get().claim == other


def test_what_went_out_goes_out_again_when_asked_in_its_old_order(db, post):
    put(1, 2, 3)
    lanes.carry_due_lanes()
    put(4)
    uids = OutgoingEffect.objects.filter(payload__n__in=[3, 1]).values_list("uid", flat=True)
    assert lanes.carry_again("a", uids) == 2
    lanes.carry_due_lanes()
    assert post.carried == [1, 2, 3, 1, 3, 4]
    assert len(set(post.uids)) == 4


def test_a_closed_lane_leaves_nothing(db, post):
    put(1)
    lanes.close_lane("a")
    assert not OutgoingEffect.objects.exists() and not OutboxLane.objects.exists()


def test_an_idle_look_at_the_lanes_is_one_read(db, post, django_assert_num_queries):
    put(1)
    lanes.carry_due_lanes()
    with django_assert_num_queries(1):
        assert lanes.due_lanes(9) == []


def test_a_refused_command_places_nothing_in_a_lane(db, post):
    lanes.open_lane("a")
    with pytest.raises(ZeroDivisionError), unit_of_work():
        place(Effect("letter", {"n": 1}, lane="a"), by=BY)
        raise ZeroDivisionError
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_a_slow_receiver_holds_no_other_lane(post, monkeypatch):
    if connections["default"].vendor == "sqlite":
        pytest.skip("the tests' database lives in memory, which threads share with locks of their own")
    let_go, carry = threading.Event(), post.carry

    def slow(payload, uid):
        if payload["n"] == 1:
            assert let_go.wait(20)
        return carry(payload, uid)

    register_carrier(Carrier("letter", slow, repeats_safely=True))
    put(1, lane="slow")
    put(2, 3, lane="quick")
    until = time.monotonic() + 15
    while len(post.carried) < 2 and time.monotonic() < until:
        lane_threads.deliver_lanes()
        time.sleep(0.05)
    assert post.carried == [2, 3]
    let_go.set()
    for thread in list(lane_threads._threads.values()):
        thread.join(10)
    assert post.carried == [2, 3, 1]
