"""Real worker processes on a real database: killed, stopped, side by side."""

import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from amity.kernel.jobs import claims
from amity.kernel.jobs.commands import cancel_job, start_job
from amity.kernel.jobs.models import Job, JobLine, Worker
from amity.kernel.jobs.queries import workers_alive
from amity.kernel.jobs.tests import errands
from amity.kernel.jobs.tests.conftest import ADA, Workers, eventually


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def deeds(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_an_idle_worker_begins_a_job_within_a_second(workers: Workers, tmp_path: Path):
    workers.start()
    eventually(workers_alive)
    job = start_job(errands.add, 2, 2, by=ADA)
    eventually(lambda: state(job) == "done", within=5)
    assert (job.started_at - job.created_at).total_seconds() < 1
    assert job.result == 4


@pytest.mark.parametrize(
    ("point", "left_in", "times_told"),
    [
        ("after claim", "running", 1),
        ("before end", "running", 2),
        ("before the end's commit", "running", 2),
        ("after end", "done", 1),
    ],
)
def test_a_job_survives_the_kill_of_its_worker(
    point: str, left_in: str, times_told: int, workers: Workers, tmp_path: Path
):
    job = start_job(errands.tell, str(tmp_path / "deeds"), "told", by=ADA)
    workers.start(point=point).wait(20)
    assert state(job) == left_in
    began = time.monotonic()
    workers.start()
    eventually(lambda: state(job) == "done")
    assert time.monotonic() - began < 15, "taken back at once, not when the lease was over"
    assert len(deeds(tmp_path / "deeds")) == times_told


@pytest.mark.parametrize("commits", [1, pytest.param(9, marks=pytest.mark.slow)])
def test_many_kills_neither_lose_nor_repeat_a_step(commits: int, workers: Workers, tmp_path: Path):
    chance = random.Random(7)
    job = start_job(errands.count_up, str(tmp_path / "deeds"), 40, 0.005, by=ADA)
    points = ["before commit", "after commit"] * commits + ["after claim", "before end"]
    for point in points:
        count = 1 if point in {"after claim", "before end"} else chance.randint(1, 3)
        workers.start("long", point, count).wait(30)
        Job.objects.filter(state="waiting").update(run_after=timezone.now())
    assert state(job) != "done"
    workers.start("long")
    eventually(lambda: state(job) == "done")
    steps = Counter(JobLine.objects.filter(text__startswith="step").values_list("text", flat=True))
    assert steps == {f"step {number}": 1 for number in range(40)}
    assert (job.result, job.progress_done) == (40, 40)
    assert len(deeds(tmp_path / "deeds")) == len(points)  # the one killed after its claim never began


def test_a_job_that_kills_every_worker_is_given_up(workers: Workers, tmp_path: Path):
    job = start_job(errands.kill_own_worker, str(tmp_path / "deeds"), by=ADA)
    for _ in range(claims.MOST_CRASHES):
        Job.objects.filter(state="waiting").update(run_after=timezone.now())
        workers.start().wait(20)
        claims.take_back_lost()
    assert state(job) == "failed"
    assert "died 5 times in a row" in job.error
    assert deeds(tmp_path / "deeds") == ["died"] * 5


def test_several_workers_never_run_one_job_twice(workers: Workers, tmp_path: Path):
    path = tmp_path / "deeds"
    jobs = [start_job(errands.sleep_once, str(path), str(number), 0.01, by=ADA) for number in range(60)]
    for _ in range(3):
        workers.start()
    eventually(lambda: Job.objects.filter(state="done").count() == len(jobs), within=40)
    assert Counter(deeds(path)) == {f"{end} {n}": 1 for n in range(60) for end in ("start", "end")}
    assert set(Job.objects.values_list("claims", flat=True)) == {1}


def test_threads_that_claim_at_once_get_different_jobs(shared_database: dict[str, str]):
    for _ in range(40):
        start_job(errands.nothing, by=ADA)
    got: list[int] = []

    def claim() -> None:
        while job := claims.claim_next("quick", worker="host:1:1"):
            got.append(job.pk)
        connections.close_all()

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len(set(got)) == 40


def test_a_stopped_worker_finishes_a_short_job(workers: Workers, tmp_path: Path):
    job = start_job(errands.sleep_once, str(tmp_path / "deeds"), "a", 0.8, by=ADA)
    worker = workers.start()
    eventually(lambda: deeds(tmp_path / "deeds") == ["start a"])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert state(job) == "done"
    assert not Worker.objects.exists()


def test_a_stopped_worker_hands_a_long_job_back_with_its_checkpoint(workers: Workers, tmp_path: Path):
    job = start_job(errands.count_up, str(tmp_path / "deeds"), 1000, 0.01, by=ADA)
    worker = workers.start("long")
    eventually(lambda: JobLine.objects.filter(text__startswith="step").count() > 3)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert state(job) == "waiting"
    assert job.checkpoint["step"] == JobLine.objects.filter(text__startswith="step").count()
    assert (job.attempts, job.crashes) == (0, 0)


def test_a_job_too_slow_to_stop_is_taken_back_without_blame(workers: Workers, tmp_path: Path):
    job = start_job(errands.sleep_once, str(tmp_path / "deeds"), "a", 60, by=ADA)
    worker = workers.start()
    eventually(lambda: deeds(tmp_path / "deeds"))
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(10) == 0
    assert claims.take_back_lost() == 1
    assert (state(job), job.crashes) == ("waiting", 0)


def test_a_running_job_shows_progress_and_stops_when_cancelled(workers: Workers, tmp_path: Path):
    job = start_job(errands.count_up, str(tmp_path / "deeds"), 1000, 0.02, by=ADA)
    workers.start("long")
    eventually(lambda: (state(job) == "running") and job.progress_done > 5 and job.rate)
    assert job.progress_total == 1000
    assert job.time_left is not None
    cancel_job(job, by=ADA)
    eventually(lambda: state(job) == "cancelled", within=5)
    assert job.progress_done < 1000
