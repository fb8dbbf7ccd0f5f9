"""Every change of a job's state that a worker makes: claim, renew, end, hand back, take back from the dead.

Each one names the claim it is made under, so a worker that lost its job (it slept past its lease) changes nothing.
"""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from amity.kernel.jobs.models import Job, JobLine, JobState, Worker
from amity.kernel.jobs.processes import is_dead

LEASE = timedelta(seconds=60)
MOST_CRASHES = 5
LONGEST_PAUSE = timedelta(hours=1)
LINES_KEPT = 200

_CLAIM = """
    UPDATE job SET state = 'running', worker = %s, lease_until = %s, heartbeat_at = %s, claims = claims + 1,
                   started_at = COALESCE(started_at, %s)
    WHERE state = 'waiting' AND id = (
        SELECT id FROM job WHERE state = 'waiting' AND queue = %s AND run_after <= %s
        ORDER BY priority DESC, run_after, id LIMIT 1 {skip_locked})
    RETURNING *
"""


def is_any_waiting(queue: str) -> bool:
    """Whether a job of the queue could be claimed now; a read, so an idle worker takes no lock."""
    return Job.objects.filter(state="waiting", queue=queue, run_after__lte=timezone.now()).exists()


def claim_next(queue: str, *, worker: str) -> Job | None:
    """Take the most urgent waiting job, by one statement: two workers never get the same one."""
    now = _stored(timezone.now())
    skip_locked = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    parameters = [worker, _stored(timezone.now() + LEASE), now, now, queue, now]
    return next(iter(list(Job.objects.raw(_CLAIM.format(skip_locked=skip_locked), parameters))), None)


def change_held(job: Job, **values: Any) -> bool:
    """Write to a job this claim still holds; False when it is another's by now."""
    return bool(Job.objects.filter(pk=job.pk, claims=job.claims, state="running").update(**values))


def renew(job: Job, **values: Any) -> bool:
    """Keep the lease for another minute, writing `values` by the way."""
    now = timezone.now()
    return change_held(job, lease_until=now + LEASE, heartbeat_at=now, **values)


def end(job: Job, state: JobState, *, error: str = "", result: Any = None, **values: Any) -> bool:
    """The job is over."""
    return change_held(
        job, state=state, error=error, result=result, ended_at=timezone.now(), lease_until=None, worker="",
        attempts=F("attempts") + 1, **values,
    )  # fmt: skip


def retry_later(job: Job, *, error: str, **values: Any) -> bool:
    """An attempt failed and others are left: wait 2, 4, 8 … seconds, more or less, at most an hour."""
    return change_held(
        job, state=JobState.WAITING, announce_at=None, error=error, worker="", lease_until=None,
        attempts=F("attempts") + 1,
        run_after=timezone.now() + pause_after(job.attempts + 1), **values,
    )  # fmt: skip


def hand_back(job: Job, **values: Any) -> bool:
    """The worker stops, the job does not: next in line for whoever comes, nothing counted."""
    return change_held(job, state=JobState.WAITING, announce_at=None, worker="", lease_until=None, **values)


def pause_after(times: int) -> timedelta:
    """How long to wait after the given number of failures in a row, with jitter so that a crowd does not return."""
    seconds = min(2.0 ** min(times, 20), LONGEST_PAUSE.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311 - no secret


def take_back_lost() -> int:
    """Free the jobs of workers that died: at once on this host, elsewhere when the lease is over; return how many."""
    now = timezone.now()
    held = list(Job.objects.filter(state="running").only("id", "claims", "worker", "lease_until"))
    return sum(_take_back(job, now) for job in held if _is_lost(job, now))


def _is_lost(job: Job, now: datetime) -> bool:
    return is_dead(job.worker) or (job.lease_until is not None and job.lease_until < now)


@transaction.atomic
def _take_back(seen: Job, now: datetime) -> bool:
    job = Job.objects.select_for_update(no_key=True).get(pk=seen.pk)
    if job.state != "running" or job.claims != seen.claims or not _is_lost(job, now):
        return False
    was_stopping = Worker.objects.filter(token=job.worker, stopping_at__isnull=False).exists()
    # A worker told to stop and then killed says nothing about the job.
    job.crashes += not was_stopping
    job.worker, job.lease_until = "", None
    if job.cancel_requested:
        job.state, job.ended_at = JobState.CANCELLED, now
    elif job.crashes >= MOST_CRASHES:
        job.state, job.ended_at = JobState.FAILED, now
        job.error = (
            f"The worker died {job.crashes} times in a row while it ran this job, so it was not started again. "
            "It may need more memory than there is: see the server's log, then resume the job."
        )
    else:
        job.state, job.announce_at = JobState.WAITING, None
        job.run_after = now if job.crashes <= 1 else now + pause_after(job.crashes - 1)
    job.save(
        update_fields=["state", "ended_at", "error", "run_after", "announce_at", "crashes", "worker", "lease_until"]
    )
    write_lines(job, [(now, "The worker that ran this job ended; the job was taken back.")])
    return True


def write_lines(job: Job, lines: list[tuple[datetime, str]]) -> None:
    """Add to what a job said, and forget its oldest lines past LINES_KEPT."""
    if not lines:
        return
    kept = lines[-LINES_KEPT:]
    JobLine.objects.bulk_create([JobLine(job_id=job.pk, at=at, text=text[:500]) for at, text in kept])
    oldest_kept = JobLine.objects.filter(job_id=job.pk).order_by("-id").values_list("id", flat=True)
    edge = oldest_kept[LINES_KEPT : LINES_KEPT + 1].first()
    if edge is not None:
        JobLine.objects.filter(job_id=job.pk, id__lte=edge).delete()


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
