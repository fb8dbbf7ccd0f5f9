"""Who holds a job, and what happens when the holder dies or sleeps."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from amity.kernel.jobs import claims
from amity.kernel.jobs.backend import as_result
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.context import JobContext, LeaseLost, Run
from amity.kernel.jobs.models import Job, JobState, Worker
from amity.kernel.jobs.processes import is_dead, own_host, own_token
from amity.kernel.jobs.queries import job_lines, workers_alive
from amity.kernel.jobs.tests import errands
from amity.kernel.jobs.tests.conftest import ADA

pytestmark = pytest.mark.django_db

ELSEWHERE = "otherhost:1:1"
DEAD_HERE = f"{own_host()}:{os.getpid()}:1"  # our number, but of a process that began at another time


def claimed_by(worker: str) -> Job:
    start_job(errands.add, 1, 2, by=ADA)
    job = claims.claim_next("quick", worker=worker)
    assert job is not None
    return job


def test_a_process_is_told_from_a_later_one_with_its_number():
    assert not is_dead(own_token())
    assert is_dead(DEAD_HERE)
    assert not is_dead(ELSEWHERE)
    assert not is_dead("nonsense")


def test_a_lease_that_is_not_over_is_respected():
    job = claimed_by(ELSEWHERE)
    assert claims.take_back_lost() == 0
    assert claims.claim_next("quick", worker=own_token()) is None
    job.refresh_from_db()
    assert timedelta(seconds=50) < job.lease_until - timezone.now() <= timedelta(seconds=60)


def test_an_expired_lease_is_taken_back():
    job = claimed_by(ELSEWHERE)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claims.take_back_lost() == 1
    job.refresh_from_db()
    assert (job.state, job.crashes, job.attempts) == ("waiting", 1, 0)
    assert claims.claim_next("quick", worker=own_token()) is not None
    assert "taken back" in job_lines(job)[0].text


def test_a_dead_process_of_this_host_loses_its_job_at_once():
    claimed_by(DEAD_HERE)
    assert claims.take_back_lost() == 1


def test_a_job_that_keeps_killing_its_worker_fails_with_a_clear_text():
    job = claimed_by(DEAD_HERE)
    for _ in range(claims.MOST_CRASHES):
        assert claims.take_back_lost() == 1
        Job.objects.update(run_after=timezone.now())
        claims.claim_next("quick", worker=DEAD_HERE)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "The worker died 5 times in a row" in job.error
    assert claims.take_back_lost() == 0


def test_getting_further_forgives_crashes():
    job = claimed_by(own_token())
    Job.objects.update(crashes=4)
    JobContext(task_result=as_result(job), run=Run(job, is_pulsed=False)).checkpoint({"row": 500})
    job.refresh_from_db()
    assert (job.crashes, job.checkpoint) == (0, {"row": 500})


def test_a_checkpoint_renews_the_lease_and_carries_the_progress():
    job = claimed_by(own_token())
    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=1))
    context = JobContext(task_result=as_result(job), run=Run(job, is_pulsed=True))
    context.progress(500, 1000)
    context.checkpoint({"row": 500})
    job.refresh_from_db()
    assert job.progress_done == 500
    assert job.lease_until - timezone.now() > timedelta(seconds=50)


def test_a_kill_after_a_stop_is_not_counted_against_the_job():
    job = claimed_by(DEAD_HERE)
    Worker.objects.create(token=DEAD_HERE, queue="quick", stopping_at=timezone.now())
    claims.take_back_lost()
    job.refresh_from_db()
    assert (job.state, job.crashes) == ("waiting", 0)


def test_a_job_cancelled_while_its_worker_died_is_cancelled():
    job = claimed_by(DEAD_HERE)
    Job.objects.update(cancel_requested=True)
    claims.take_back_lost()
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_worker_that_slept_past_its_lease_changes_nothing_any_more():
    slept = claimed_by(ELSEWHERE)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    claims.take_back_lost()
    now_held = claims.claim_next("quick", worker=own_token())
    assert now_held is not None
    context = JobContext(task_result=as_result(slept), run=Run(slept, is_pulsed=False))
    assert not claims.end(slept, JobState.DONE)
    assert not claims.renew(slept)
    with pytest.raises(LeaseLost):
        context.checkpoint({"row": 1})
    with pytest.raises(LeaseLost):
        context.stop_if_asked()
    assert claims.end(now_held, JobState.DONE)


def test_only_workers_that_beat_and_breathe_are_alive():
    Worker.objects.create(token=own_token(), queue="quick")
    Worker.objects.create(token=DEAD_HERE, queue="quick")
    Worker.objects.create(token=ELSEWHERE, queue="long", heartbeat_at=timezone.now() - timedelta(minutes=5))
    assert [worker.token for worker in workers_alive()] == [own_token()]
    assert workers_alive("long") == []
