"""What webhooks do by the clock."""

from datetime import time

from amity.automation.webhooks.commands import forget_old_attempts
from amity.kernel.commands import Actor
from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task


@scheduled(name="webhooks.tidy", daily_at=time(3, 50))
@task(queue_name="quick")
def tidy_attempts() -> int:
    """Forget tries that are 30 days old, and old secrets that sign no more."""
    return forget_old_attempts(by=Actor.system())
