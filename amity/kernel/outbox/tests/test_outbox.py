"""Effects go out with the change that caused them, after it, and never twice on a guess."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from amity.kernel.commands import Actor, Missing, NotAllowed, Refused, Role, command, registered_commands
from amity.kernel.outbox import carriers, delivery, troubles
from amity.kernel.outbox.carriers import Carrier, NotEver, NotNow, Unsure, register_carrier
from amity.kernel.outbox.models import OutgoingEffect, State
from amity.kernel.outbox.placing import Effect, place

BY = Actor.system()
MEMBER = Actor(account_id=None, name="Member", role=Role.MEMBER)

if "tests.place" not in registered_commands():

    @command("tests.place")
    def put(*effects, fail=False):
        for effect in effects:
            place(effect, by=BY)
        if fail:
            raise Refused("tests.no", "no")


put = registered_commands()["tests.place"]


@pytest.fixture
def parcel(monkeypatch):
    """A carrier of parcels that notes what it carried; `parcel.problem` is raised instead."""

    class Parcels:
        def __init__(self):
            self.carried, self.uids, self.problem = [], [], None

        def carry(self, payload, uid):
            self.uids.append(uid)
            if self.problem:
                raise self.problem
            self.carried.append(payload["n"])

    monkeypatch.setattr(carriers, "_carriers", {})
    parcels = Parcels()
    register_carrier(Carrier("parcel", parcels.carry, keep=lambda payload: {"kept": payload["n"]}))
    return parcels


def effect(n=1, **more):
    return Effect("parcel", {"n": n}, **more)


def the_row():
    return OutgoingEffect.objects.get()


def test_an_effect_goes_out_once_after_its_command(db, parcel):
    put(effect(1), effect(2))
    assert parcel.carried == []
    assert delivery.deliver_due() == 2
    assert parcel.carried == [1, 2]
    assert delivery.deliver_due() == 0
    assert set(OutgoingEffect.objects.values_list("state", "attempts")) == {(State.DONE, 1)}
    assert OutgoingEffect.objects.first().payload == {"kept": 1}


def test_a_refused_command_places_nothing(db, parcel):
    with pytest.raises(Refused):
        put(effect(), fail=True)
    assert not OutgoingEffect.objects.exists()


def test_effects_are_placed_inside_commands_only(db, parcel):
    with pytest.raises(RuntimeError):
        place(effect(), by=BY)


def test_effects_with_the_same_key_are_one(db, parcel):
    put(effect(1, key="a"), effect(2, key="b"))
    put(effect(3, key="a"))
    delivery.deliver_due()
    assert parcel.carried == [1, 2]


def test_an_effect_waits_until_it_is_due(db, parcel):
    put(effect(run_after=timezone.now() + timedelta(hours=1)))
    assert delivery.deliver_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert delivery.deliver_due() == 1


def test_at_most_the_limit_goes_at_once_and_the_oldest_first(db, parcel):
    put(*(effect(number) for number in range(5)))
    assert delivery.deliver_due(limit=2) == 2
    assert parcel.carried == [0, 1]


def test_kinds_without_a_carrier_here_wait_for_a_process_that_has_one(db, parcel):
    put(Effect("pigeon", {}))
    assert delivery.deliver_due() == 0
    assert the_row().state == State.WAITING


def test_what_cannot_go_now_is_tried_later_and_later_and_then_given_up(db, parcel):
    put(effect())
    parcel.problem = NotNow("closed")
    now, waits = timezone.now(), []
    for _ in range(len(delivery.BACK_OFF)):
        with time_machine.travel(now, tick=False):
            assert delivery.deliver_due() == 1
            row = the_row()
            waits.append(row.run_after - now)
            assert (row.state, row.error) == (State.WAITING, "closed")
            assert delivery.deliver_due() == 0
        now = row.run_after + timedelta(seconds=1)
    assert waits == sorted(waits) and waits[0] == timedelta(minutes=1)
    with time_machine.travel(now):
        delivery.deliver_due()
    assert the_row().state == State.FAILED
    assert len(set(parcel.uids)) == 1


def test_after_a_temporary_failure_it_goes_out_once(db, parcel):
    put(effect())
    parcel.problem = NotNow("closed")
    delivery.deliver_due()
    parcel.problem = None
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert delivery.deliver_due() == 1
    assert parcel.carried == [1]
    assert the_row().error == ""


@pytest.mark.parametrize(
    ("problem", "state"),
    [(NotEver("no such address"), State.FAILED), (Unsure("cut off"), State.UNKNOWN), (OSError("odd"), State.UNKNOWN)],
)
def test_what_failed_or_is_in_doubt_is_never_repeated_by_itself(db, parcel, problem, state):
    put(effect())
    parcel.problem = problem
    delivery.deliver_due()
    row = the_row()
    assert row.state == state and str(problem) in row.error
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert delivery.deliver_due() == 0


def test_a_carrier_that_repeats_safely_is_simply_tried_again(db, parcel):
    register_carrier(Carrier("parcel", parcel.carry, repeats_safely=True))
    put(effect())
    parcel.problem = OSError("cut off")
    delivery.deliver_due()
    assert the_row().state == State.WAITING


def test_the_claim_of_a_dead_worker_is_in_doubt_only_if_it_had_begun(db, parcel):
    put(effect(1), effect(2))
    begun, unbegun = delivery._claim_due(2)
    assert delivery._begin(begun)
    assert delivery.deliver_due() == 0
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        assert delivery.deliver_due() == 1
    states = dict(OutgoingEffect.objects.values_list("id", "state"))
    assert states == {begun.pk: State.UNKNOWN, unbegun.pk: State.DONE}
    assert parcel.carried == [2]


def test_a_worker_that_lost_its_claim_does_not_begin(db, parcel):
    put(effect())
    (row,) = delivery._claim_due(1)
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        delivery.deliver_due()
        assert not delivery._begin(row)
    assert parcel.carried == [1]


def test_an_idle_outbox_costs_two_reads_and_no_write(db, parcel, django_assert_num_queries):
    with django_assert_num_queries(2):
        delivery.deliver_due()


def test_the_administrator_sends_again_or_forgets(db, parcel):
    put(effect())
    parcel.problem = Unsure("cut off")
    delivery.deliver_due()
    (shown,) = troubles.troubled_effects(seen_by=BY)
    for attempt in (
        lambda: troubles.troubled_effects(seen_by=MEMBER),
        lambda: troubles.carry_again(shown.uid, by=MEMBER),
        lambda: troubles.drop_effect(shown.uid, by=MEMBER),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    parcel.problem = None
    troubles.carry_again(shown.uid, by=BY)
    with pytest.raises(Refused):
        troubles.carry_again(shown.uid, by=BY)
    delivery.deliver_due()
    assert parcel.carried == [1]
    with pytest.raises(Refused):
        troubles.drop_effect(shown.uid, by=BY)
    with pytest.raises(Missing):
        troubles.drop_effect(BY.account_id or shown.request_id or "01931f7e-0000-7000-8000-000000000000", by=BY)


def test_done_effects_are_deleted_after_thirty_days(db, parcel):
    put(effect())
    delivery.deliver_due()
    assert delivery.tidy_up() == 0
    assert delivery.tidy_up(timezone.now() + timedelta(days=31)) == 1


WORKER = """
import sys, time
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connection
step, database, out = sys.argv[1:]
connection.settings_dict["NAME"] = database
from amity.kernel.commands import Actor, unit_of_work
from amity.kernel.outbox import delivery
from amity.kernel.outbox.carriers import Carrier, register_carrier
from amity.kernel.outbox.models import OutgoingEffect
from amity.kernel.outbox.placing import Effect, place
def carry(payload, uid):
    with open(out, "a") as file:
        file.write(f"{payload['n']} ")
    time.sleep(60 if payload["n"] == 2 else 0)
register_carrier(Carrier("parcel", carry))
if step == "first":
    if connection.vendor == "sqlite":
        call_command("migrate", "kernel_outbox", verbosity=0)
    with unit_of_work():
        for n in (1, 2, 3):
            place(Effect("parcel", {"n": n}), by=Actor.system())
else:
    OutgoingEffect.objects.filter(state="claimed").update(lease_until="2000-01-01T00:00Z")
delivery.deliver_due()
print(*OutgoingEffect.objects.order_by("id").values_list("state", flat=True))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_carrying_and_marking_leaves_no_second_letter(tmp_path):
    out = tmp_path / "carried"
    is_file = connection.vendor == "sqlite"
    database = str(tmp_path / "outbox.sqlite3") if is_file else str(connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "amity.config.settings"}

    def worker(step):
        command = [sys.executable, "-c", WORKER, step, database, str(out)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    killed = worker("first")
    deadline = time.monotonic() + 30
    while not (out.exists() and out.read_text().endswith("2 ")) and time.monotonic() < deadline:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    states, _ = worker("second").communicate(timeout=30)
    assert out.read_text() == "1 2 3 "
    assert states.split() == ["done", "unknown", "done"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_the_same_effect(parcel):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the IMMEDIATE transaction lets one worker claim at a time")
    import psycopg

    put(*(effect(number) for number in range(4)))
    settings = connection.get_connection_params()
    wanted = {key: settings[key] for key in ("dbname", "user", "password", "host", "port") if settings.get(key)}
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT id FROM outbox ORDER BY run_after, id LIMIT 2 FOR UPDATE")
        assert delivery.deliver_due() == 2
    assert parcel.carried == [2, 3]
