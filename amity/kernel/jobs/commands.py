"""What people and pages do with jobs: start, cancel, resume."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, NotAllowed, Refused, command, locked
from amity.kernel.jobs.backend import DatabaseBackend
from amity.kernel.jobs.claims import write_lines
from amity.kernel.jobs.models import Job, JobState
from amity.kernel.jobs.queries import may_see
from amity.kernel.jobs.tasks import Task, task_backends


def start_job(
    task: Task[..., Any], *args: Any, by: Actor, title: str = "", link: str = "", max_attempts: int | None = None,
    delay: timedelta | None = None, **kwargs: Any,
) -> Job:  # fmt: skip
    """Enqueue a task for `by`, in the caller's transaction; its page is at `/jobs/<uid>/`.

    `args` and `kwargs` are JSON values for the task; `title` says what the job does, in the words of its page; `link`
    is the path of a page that tells more.
    Raises TypeError for what JSON cannot hold.
    """
    return _backend(task.backend).add(
        task, args, kwargs, title=title, link=link, account_id=by.account_id, max_attempts=max_attempts, delay=delay
    )


@command("jobs.cancel")
def cancel_job(job: Job, *, by: Actor) -> Job:
    """End a waiting job; ask a running one to stop after its present batch. Refused once it has ended."""
    job = _held_for_change(job, by)
    if job.is_ended:
        raise Refused("jobs.ended", _("This job has already ended."))
    if job.state == JobState.WAITING:
        job.state, job.ended_at = JobState.CANCELLED, timezone.now()
    job.cancel_requested = True
    job.save(update_fields=["state", "ended_at", "cancel_requested"])
    _note(job, _("Cancelled by {name}.").format(name=by.name))
    return job


@command("jobs.resume")
def resume_job(job: Job, *, by: Actor) -> Job:
    """Let a failed or cancelled job go on from its last checkpoint. Refused for any other."""
    job = _held_for_change(job, by)
    if not job.may_be_resumed:
        raise Refused("jobs.not_stopped", _("Only a job that failed or was cancelled can be resumed."))
    job.state, job.ended_at, job.run_after = JobState.WAITING, None, timezone.now()
    job.attempts, job.crashes, job.cancel_requested, job.error = 0, 0, False, ""
    job.announce_at = _backend().announced_until(job.run_after, job.run_after)
    job.save(
        update_fields=[
            "state", "ended_at", "run_after", "announce_at", "attempts", "crashes", "cancel_requested", "error",
        ]
    )  # fmt: skip
    _backend().announce(job)
    _note(job, _("Resumed by {name}.").format(name=by.name))
    return job


def _backend(alias: str = "default") -> DatabaseBackend:
    backend = task_backends[alias]
    assert isinstance(backend, DatabaseBackend)
    return backend


def _held_for_change(job: Job, by: Actor) -> Job:
    if not may_see(job, by) or not by.may_write:
        raise NotAllowed
    return locked(Job.objects.filter(pk=job.pk)).get()


def _note(job: Job, text: str) -> None:
    write_lines(job, [(timezone.now(), text)])
