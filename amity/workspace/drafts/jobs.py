"""What drafts do by the clock."""

from datetime import time

from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task
from amity.workspace.drafts.commands import forget_old_drafts


@scheduled(name="drafts.tidy", daily_at=time(3, 50))
@task(queue_name="quick")
def tidy_drafts() -> int:
    """Forget drafts nobody has touched for 30 days."""
    return forget_old_drafts()
