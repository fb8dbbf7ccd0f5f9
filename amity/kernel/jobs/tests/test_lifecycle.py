"""From asked for to ended: run here, in the test's own transaction."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from amity.kernel.commands import Missing, NotAllowed, Refused
from amity.kernel.jobs import claims
from amity.kernel.jobs.commands import cancel_job, resume_job, start_job
from amity.kernel.jobs.context import BETWEEN_WRITES, Run
from amity.kernel.jobs.models import Job, JobLine
from amity.kernel.jobs.processes import own_token
from amity.kernel.jobs.queries import get_job, job_lines, recent_jobs
from amity.kernel.jobs.running import run_job, run_waiting_jobs
from amity.kernel.jobs.tasks import TaskResultDoesNotExist, TaskResultStatus, task_backends
from amity.kernel.jobs.tests import errands
from amity.kernel.jobs.tests.conftest import ADA, BEN, EVE, ROOT

pytestmark = pytest.mark.django_db


def test_a_job_runs_once_and_keeps_its_result():
    result = errands.add.enqueue(2, b=3)
    assert result.status == TaskResultStatus.READY
    assert run_waiting_jobs() == 1
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == 5
    assert run_waiting_jobs() == 0


def test_an_unknown_result_is_said_to_be_missing():
    with pytest.raises(TaskResultDoesNotExist):
        task_backends["default"].get_result("nonsense")


def test_a_job_is_only_there_when_the_callers_transaction_commits():
    with pytest.raises(RuntimeError), transaction.atomic():
        errands.nothing.enqueue()
        raise RuntimeError
    assert not Job.objects.exists()


def test_the_urgent_goes_first_and_the_deferred_waits(tmp_path: Path):
    deeds = str(tmp_path / "deeds")
    errands.tell.enqueue(deeds, "first")
    errands.tell.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(deeds, "later")
    errands.tell.enqueue(deeds, "second")
    errands.hurry.enqueue(deeds)
    run_waiting_jobs()
    assert Path(deeds).read_text().split() == ["hurry", "first", "second"]


def test_a_failing_job_is_tried_again_later_and_later_and_then_fails(tmp_path: Path):
    job = start_job(errands.fail, str(tmp_path / "deeds"), by=ADA, max_attempts=3)
    pauses = []
    for _ in range(3):
        assert run_waiting_jobs() == 1
        assert run_waiting_jobs() == 0
        job.refresh_from_db()
        pauses.append((job.run_after - timezone.now()).total_seconds())
        Job.objects.update(run_after=timezone.now())
    assert job.state == "failed"
    assert job.attempts == 3
    assert "the oven is cold" in job.error
    assert 1.4 < pauses[0] < 2.6
    assert 2.9 < pauses[1] < 5.1


def test_a_refused_job_is_not_tried_again_and_says_the_reason():
    job = start_job(errands.refuse, by=ADA)
    run_waiting_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The bakery is closed. Come back tomorrow.")


def test_a_job_whose_task_is_gone_fails_with_that_reason():
    job = start_job(errands.nothing, by=ADA)
    Job.objects.update(task="amity.kernel.jobs.tests.errands.removed")
    run_waiting_jobs()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "has no task" in job.error


def test_a_waiting_job_is_cancelled_at_once_and_can_be_resumed():
    job = cancel_job(start_job(errands.add, 1, 1, by=ADA), by=ADA)
    assert job.state == "cancelled"
    assert run_waiting_jobs() == 0
    with pytest.raises(Refused, match="already ended"):
        cancel_job(job, by=ADA)
    resume_job(job, by=ADA)
    assert run_waiting_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", 2)
    assert [line.text for line in job_lines(job)] == ["Cancelled by Ada.", "Resumed by Ada."]
    with pytest.raises(Refused, match="Only a job that failed"):
        resume_job(job, by=ADA)


def test_a_running_job_stops_between_two_steps_when_cancelled(tmp_path: Path):
    job = start_job(errands.count_up, str(tmp_path / "deeds"), 5, 0.0, by=ADA)
    claimed = claims.claim_next("long", worker=own_token())
    assert claimed is not None
    assert cancel_job(job, by=ADA).state == "running"
    claimed.refresh_from_db()
    run_job(Run(claimed, is_pulsed=False))
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not JobLine.objects.filter(text__startswith="step").exists()


def test_a_resumed_job_goes_on_from_its_checkpoint(tmp_path: Path):
    job = start_job(errands.count_up, str(tmp_path / "deeds"), 5, 0.0, by=ADA)
    Job.objects.update(checkpoint={"step": 3}, state="failed")
    resume_job(job, by=ADA)
    run_waiting_jobs()
    steps = JobLine.objects.filter(text__startswith="step").values_list("text", flat=True)
    assert sorted(steps) == ["step 3", "step 4"]


def test_ones_own_jobs_are_seen_by_oneself_and_administrators():
    job = start_job(errands.nothing, by=ADA, title="Import of customers.csv")
    assert get_job(job.uid, seen_by=ADA).title == "Import of customers.csv"
    assert recent_jobs(seen_by=ROOT) == [job]
    assert recent_jobs(seen_by=BEN) == []
    for uid in (job.uid, "nonsense"):
        with pytest.raises(Missing):
            get_job(uid, seen_by=BEN)
    with pytest.raises(NotAllowed):
        cancel_job(job, by=BEN)
    own = start_job(errands.nothing, by=EVE)
    with pytest.raises(NotAllowed):
        cancel_job(own, by=EVE)


def test_ten_thousand_reports_are_at_most_two_writes_a_second(django_assert_max_num_queries):
    job = start_job(errands.report, 10_000, by=ADA)
    claimed = claims.claim_next("quick", worker=own_token())
    assert claimed is not None
    with django_assert_max_num_queries(12):  # one or two reports, the lines, the end
        run_job(Run(claimed, is_pulsed=False))
    job.refresh_from_db()
    assert (job.progress_done, job.progress_total, job.state) == (10_000, 10_000, "done")
    assert BETWEEN_WRITES >= 0.5


def test_code_below_the_task_reaches_its_job():
    job = start_job(errands.say_from_below, "hello", by=ADA)
    run_waiting_jobs()
    assert [line.text for line in job_lines(job)] == ["hello"]


def test_a_job_keeps_its_newest_lines_only():
    job = start_job(errands.nothing, by=ADA)
    for start in range(0, 300, 50):
        claims.write_lines(job, [(timezone.now(), str(number)) for number in range(start, start + 50)])
    texts = list(job.lines.order_by("id").values_list("text", flat=True))
    assert texts == [str(number) for number in range(100, 300)]
