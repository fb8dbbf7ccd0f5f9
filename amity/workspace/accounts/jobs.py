"""What accounts do by the clock."""

from datetime import time

from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task
from amity.workspace.accounts.commands import forget_expired


@scheduled(name="accounts.tidy", daily_at=time(3, 40))
@task(queue_name="quick")
def tidy_accounts() -> None:
    """Forget sessions, counts of wrong passwords and invitations that have expired."""
    forget_expired()
