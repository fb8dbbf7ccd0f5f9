"""Django's tasks interface over our own `job` table.

This one is the embedded engine: workers look for jobs themselves. `engines` holds those that wake workers in another
way; the row stays the truth whatever engine there is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from amity.kernel.jobs.models import Job, JobState
from amity.kernel.jobs.tasks import (
    BaseTaskBackend,
    Task,
    TaskError,
    TaskResult,
    TaskResultDoesNotExist,
    TaskResultStatus,
    find_task,
    normalize_json,
)  # fmt: skip

if TYPE_CHECKING:
    from amity.kernel.jobs.loops import BackgroundLoop
    from amity.kernel.jobs.worker import Shift

_STATUS = {
    JobState.WAITING: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.FAILED: TaskResultStatus.FAILED,
    JobState.CANCELLED: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """Enqueueing writes the row in the caller's transaction: no commit, no job."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any]:
        return as_result(self.add(task, args, kwargs))

    def add(
        self, task: Task[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any], *, title: str = "", link: str = "",
        account_id: int | None = None, max_attempts: int | None = None, delay: timedelta | None = None,
    ) -> Job:  # fmt: skip
        """Write one job, with what Django's interface has no place for; return its row."""
        self.validate_task(task)
        extra = {} if max_attempts is None else {"max_attempts": max_attempts}
        now = timezone.now()
        run_after = task.run_after or now + (delay or timedelta())
        job = Job.objects.create(
            queue=task.queue_name,
            task=task.module_path,
            args=normalize_json(list(args)),
            kwargs=normalize_json(dict(kwargs)),
            title=(title or task.name.replace("_", " "))[:200],
            link=link,
            priority=task.priority,
            run_after=run_after,
            announce_at=self.announced_until(run_after, now),
            account_id=account_id,
            created_at=now,
            **extra,
        )
        self.announce(job)
        return job

    def announced_until(self, run_after: datetime, now: datetime) -> datetime | None:
        """What `announce_at` becomes on a job that `announce` is called with; None leaves it to a later look."""
        return None

    def announce(self, job: Job) -> None:
        """Tell the engine of a job, in the transaction that made it wait. Our own workers look for themselves."""

    def listen(self, shift: "Shift") -> None:
        """Run the jobs of a worker's queue, one at a time, until its `stop` is set."""
        shift.look_for_jobs()

    def loops(self, queue: str) -> list["BackgroundLoop"]:
        """What every worker of the queue does beside its jobs for this engine."""
        return []

    def get_result(self, result_id: str) -> TaskResult[Any]:
        try:
            return as_result(Job.objects.get(uid=UUID(result_id)))
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error


def as_result(job: Job) -> TaskResult[Any]:
    """A job in the terms of Django's interface."""
    status = _STATUS[JobState(job.state)]
    result: TaskResult[Any] = TaskResult(
        task=find_task(job.task),
        id=str(job.uid),
        status=status,
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.ended_at,
        last_attempted_at=job.heartbeat_at or job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend="default",
        errors=[TaskError(exception_class_path="builtins.Exception", traceback=job.error)] if job.error else [],
        worker_ids=[job.worker or "ended"] * job.claims,
    )
    if status == TaskResultStatus.SUCCESSFUL:
        object.__setattr__(result, "_return_value", job.result)
    return result
