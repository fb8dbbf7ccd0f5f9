"""The API's own chores."""

from datetime import timedelta

from amity.kernel.api.once import forget_old_answers
from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task


@scheduled(name="api.forget_old_answers", every=timedelta(hours=1))
@task(queue_name="quick")
def forget_old_answers_job() -> int:
    """Delete answers kept for a day."""
    return forget_old_answers()
