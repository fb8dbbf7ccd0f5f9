"""What the outbox does by the clock."""

from datetime import time

from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task
from amity.kernel.outbox.delivery import tidy_up


@scheduled(name="outbox.tidy", daily_at=time(3, 20))
@task(queue_name="quick")
def tidy_outbox() -> int:
    """Delete what went out more than 30 days ago."""
    return tidy_up()
