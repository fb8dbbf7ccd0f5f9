"""What the trash does by the clock."""

from datetime import time

from amity.kernel.commands import Actor
from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task
from amity.records.trash.commands import empty_trash


@scheduled(name="trash.empty", daily_at=time(3, 20))
@task(queue_name="long")
def empty_trash_job() -> int:
    """Delete for good what has lain in the trash for 30 days."""
    return empty_trash(by=Actor.system())
