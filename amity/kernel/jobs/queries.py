"""What is shown of jobs and workers."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amity.kernel.commands import Actor, Missing
from amity.kernel.jobs.models import Job, JobLine, Worker
from amity.kernel.jobs.processes import is_dead

# Four missed beats.
ALIVE_FOR = timedelta(seconds=60)


def may_see(job: Job, actor: Actor) -> bool:
    """One's own jobs; an administrator all."""
    return actor.is_administrator or (job.account_id is not None and job.account_id == actor.account_id)


def visible_to(actor: Actor) -> QuerySet[Job]:
    """The jobs `actor` may see."""
    if actor.is_administrator:
        return Job.objects.all()
    if actor.account_id is None:
        return Job.objects.none()
    return Job.objects.filter(account_id=actor.account_id)


def get_job(uid: UUID | str, *, seen_by: Actor) -> Job:
    """One job by its public key; Missing when there is none or it is another's."""
    try:
        return visible_to(seen_by).get(uid=UUID(str(uid)))
    except (Job.DoesNotExist, ValueError) as error:
        raise Missing from error


def recent_jobs(*, seen_by: Actor, most: int = 50) -> list[Job]:
    """The newest jobs, at most `most`."""
    return list(visible_to(seen_by).order_by("-id")[:most])


def job_lines(job: Job, *, most: int = 50) -> list[JobLine]:
    """The newest lines a job said, oldest first."""
    return list(reversed(job.lines.order_by("-id")[:most]))  # type: ignore[attr-defined]


def workers_alive(queue: str | None = None) -> list[Worker]:
    """Workers heard of within a minute and, on this host, whose process is there."""
    rows = Worker.objects.filter(heartbeat_at__gte=timezone.now() - ALIVE_FOR).order_by("queue", "id")
    if queue is not None:
        rows = rows.filter(queue=queue)
    return [worker for worker in rows if not is_dead(worker.token)]


def waiting_count(queue: str | None = None) -> int:
    """How many jobs could start now."""
    rows = Job.objects.filter(state="waiting", run_after__lte=timezone.now())
    return (rows.filter(queue=queue) if queue else rows).count()


def is_under_way(task: str) -> bool:
    """Whether a job of this task (its dotted path) waits or runs: one query of two small indexes."""
    rows = Job.objects.filter(task=task).order_by().values("pk")
    return bool(rows.filter(state="waiting").union(rows.filter(state="running"), all=True)[:1])
