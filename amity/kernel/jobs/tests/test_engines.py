"""What an engine is told, and when: new jobs at once, others when they are due, all of them again when nobody came."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from amity.kernel.jobs import claims
from amity.kernel.jobs.engines.announcing import AGAIN_AFTER, AnnouncingBackend
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.tests import errands

pytestmark = pytest.mark.django_db


class Told(AnnouncingBackend):
    """Keeps what it is told in a list; takes no more than `room`."""

    sends_in_transaction = False

    def __init__(self) -> None:
        super().__init__("default", {"QUEUES": ["quick", "long"], "OPTIONS": {}})
        self.messages: list[int] = []
        self.room = 1000

    def send(self, jobs: Sequence[Job]) -> int:
        taken = [job.pk for job in jobs][: self.room]
        self.messages += taken
        return len(taken)

    def announce(self, job: Job) -> None:
        if job.announce_at is not None:
            self.send([job])


@pytest.fixture
def engine() -> Told:
    return Told()


def ago(job: Job, **times: timedelta) -> None:
    Job.objects.filter(pk=job.pk).update(**{name: timezone.now() - time for name, time in times.items()})


def test_a_new_job_is_told_once(engine):
    job = engine.add(errands.nothing, [], {})
    assert engine.messages == [job.pk]
    assert engine.announce_overdue("quick") == 0


def test_a_job_put_off_is_told_when_it_is_due(engine):
    job = engine.add(errands.nothing, [], {}, delay=timedelta(minutes=5))
    assert engine.messages == [] and engine.announce_overdue("quick") == 0
    ago(job, run_after=timedelta())
    assert engine.announce_overdue("quick") == 1 and engine.messages == [job.pk]
    assert engine.announce_overdue("long") == engine.announce_overdue("quick") == 0


def test_a_job_nobody_took_is_told_again_after_longer_and_longer_pauses(engine):
    job = engine.add(errands.nothing, [], {})
    ago(job, run_after=AGAIN_AFTER * 4, announce_at=timedelta())
    assert engine.announce_overdue("quick") == 1
    job.refresh_from_db()
    assert job.announce_at - timezone.now() > AGAIN_AFTER * 3.9
    assert engine.announce_overdue("quick") == 0


@pytest.mark.parametrize("change", ["retry_later", "hand_back"])
def test_a_job_that_waits_once_more_is_told_once_more(engine, change):
    job = engine.add(errands.nothing, [], {})
    held = claims.claim_next("quick", worker="a:1:1")
    assert held is not None and engine.announce_overdue("quick") == 0
    assert claims.retry_later(held, error="oven") if change == "retry_later" else claims.hand_back(held)
    ago(job, run_after=timedelta())
    assert engine.announce_overdue("quick") == 1 and engine.messages == [job.pk, job.pk]


def test_a_job_taken_back_from_the_dead_is_told_by_the_same_look(engine):
    job = engine.add(errands.nothing, [], {})
    claims.claim_next("quick", worker="elsewhere:1:1")
    ago(job, lease_until=timedelta(seconds=1))
    assert engine.look_after("quick") == 1 and engine.messages == [job.pk, job.pk]


def test_an_engine_that_is_away_is_told_again_soon(engine):
    engine.room = 0
    jobs = [engine.add(errands.nothing, [], {}) for _ in range(3)]
    for job in jobs:
        ago(job, announce_at=timedelta())
    engine.room = 1
    assert engine.announce_overdue("quick") == 1
    Job.objects.filter(pk=jobs[0].pk).delete()
    left = Job.objects.filter(announce_at__lte=timezone.now() + timedelta(seconds=3)).count()
    assert left == 2
