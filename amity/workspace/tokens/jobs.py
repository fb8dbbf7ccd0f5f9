"""What tokens do by the clock."""

from datetime import time

from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task
from amity.workspace.tokens.commands import forget_old_tokens


@scheduled(name="tokens.tidy", daily_at=time(3, 45))
@task(queue_name="quick")
def tidy_tokens() -> None:
    """Forget tokens that were revoked or expired long ago."""
    forget_old_tokens()
