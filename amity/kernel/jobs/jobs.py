"""The house's own chores: forget what nobody needs any more, keep the database's counts true."""

from datetime import time, timedelta

from django.utils import timezone

from amity.kernel.bulk import count_rows_anew
from amity.kernel.jobs.models import Job, ScheduleRun, Worker
from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task

JOBS_KEPT = timedelta(days=90)
SCHEDULED_KEPT = timedelta(days=7)
WORKERS_KEPT = timedelta(days=1)
BATCH = 500


@scheduled(name="jobs.tidy", daily_at=time(3, 40))
@task(queue_name="quick")
def tidy_jobs() -> int:
    """Delete long-ended jobs, old due times and workers not heard of for a day; return how many rows went."""
    now = timezone.now()
    old = [
        Job.objects.filter(ended_at__lt=now - JOBS_KEPT),
        Job.objects.filter(ended_at__lt=now - SCHEDULED_KEPT, account_id=None, state="done"),
        ScheduleRun.objects.filter(dealt_with_at__lt=now - JOBS_KEPT),
        Worker.objects.filter(heartbeat_at__lt=now - WORKERS_KEPT),
    ]
    gone = 0
    for rows in old:
        while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            rows.model._base_manager.filter(pk__in=ids).delete()
            gone += len(ids)
    return gone


@scheduled(name="database.count_rows", every=timedelta(minutes=10))
@task(queue_name="quick")
def count_rows() -> None:
    """Let PostgreSQL see tables that have grown, for servers whose autovacuum is off or late: plans depend on it."""
    count_rows_anew(share=200)
