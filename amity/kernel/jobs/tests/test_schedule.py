"""Due times: each dealt with once, whoever looks, however late."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connections

from amity.kernel.jobs import schedule
from amity.kernel.jobs.jobs import tidy_jobs
from amity.kernel.jobs.models import Job, ScheduleRun
from amity.kernel.jobs.schedule import Schedule, fire_due, scheduled
from amity.kernel.jobs.tests import errands

NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=UTC)


class Forgetful(dict):  # type: ignore[type-arg]
    """Stands for separate processes: no look knows what another one found."""

    def __setitem__(self, key: object, value: object) -> None:
        return


@pytest.fixture
def every_minute(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(schedule, "_schedules", {})
    monkeypatch.setattr(schedule, "_dealt_with", Forgetful())
    scheduled(name="bake", every=timedelta(minutes=1))(errands.nothing)
    yield


@pytest.mark.django_db
def test_the_first_look_makes_up_for_nothing(every_minute: None):
    assert fire_due(NOON) == 0
    assert fire_due(NOON + timedelta(seconds=20)) == 0
    assert fire_due(NOON + timedelta(seconds=40)) == 1
    assert Job.objects.get().account_id is None


@pytest.mark.django_db
def test_missed_times_fire_once(every_minute: None):
    fire_due(NOON)
    assert fire_due(NOON + timedelta(hours=5)) == 1
    assert fire_due(NOON + timedelta(hours=5)) == 0
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_due_time_passes_while_the_last_run_still_goes(every_minute: None):
    fire_due(NOON)
    assert fire_due(NOON + timedelta(minutes=1)) == 1
    assert fire_due(NOON + timedelta(minutes=2)) == 0
    Job.objects.update(state="done")
    assert fire_due(NOON + timedelta(minutes=3)) == 1


def test_of_many_workers_one_fires(every_minute: None, shared_database: dict[str, str]):
    fire_due(NOON)
    fired: list[int] = []
    ready = threading.Barrier(6)

    def look() -> None:
        ready.wait()
        for minute in range(1, 6):
            fired.append(fire_due(NOON + timedelta(minutes=minute)))
            Job.objects.filter(state="waiting").update(state="done")
        connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fired) == 30
    assert sum(fired) == Job.objects.count() <= 5
    runs = list(ScheduleRun.objects.exclude(job=None).values_list("due_at", flat=True))
    assert len(runs) == len(set(runs)) == Job.objects.count() > 0


def test_daily_means_the_organisations_clock(monkeypatch: pytest.MonkeyPatch):
    daily = Schedule("daily", errands.nothing, daily_at=time(3, 0))
    monkeypatch.setattr(schedule, "_zone_name", lambda: "Europe/Berlin")
    assert daily.last_due(datetime(2026, 1, 10, 1, 59, tzinfo=UTC)) == datetime(2026, 1, 9, 2, 0, tzinfo=UTC)
    assert daily.last_due(datetime(2026, 1, 10, 2, 0, tzinfo=UTC)) == datetime(2026, 1, 10, 2, 0, tzinfo=UTC)
    assert daily.last_due(datetime(2026, 7, 10, 2, 0, tzinfo=UTC)) == datetime(2026, 7, 10, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(schedule, "_zone_name", lambda: "Pacific/Auckland")
    assert daily.last_due(datetime(2026, 1, 10, 15, 0, tzinfo=UTC)) == datetime(2026, 1, 10, 14, 0, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_or_repeat_is_due_once_a_day(monkeypatch: pytest.MonkeyPatch):
    daily = Schedule("daily", errands.nothing, daily_at=time(2, 30))
    monkeypatch.setattr(schedule, "_zone_name", lambda: "Europe/Berlin")
    for start in (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)):
        due = {daily.last_due(start + timedelta(minutes=10 * step)) for step in range(3 * 144)}
        assert len(due) == 4


def test_a_schedule_has_one_rhythm_and_one_task():
    with pytest.raises(ValueError, match="either"):
        scheduled(name="x")
    with pytest.raises(ValueError, match="two schedules"):
        scheduled(name="jobs.tidy", every=timedelta(days=1))(errands.nothing)


@pytest.mark.django_db
def test_tidying_keeps_what_people_asked_for_lately():
    old = NOON - timedelta(days=30)
    for account_id, ended_at in ((1, old), (None, old), (1, NOON - timedelta(days=400)), (1, None)):
        Job.objects.create(
            queue="quick", task="x", title="x", state="done" if ended_at else "waiting", account_id=account_id,
            ended_at=ended_at,
        )  # fmt: skip
    import time_machine

    with time_machine.travel(NOON):
        assert tidy_jobs.call() == 2
    assert set(Job.objects.values_list("account_id", "ended_at")) == {(1, old), (1, None)}
