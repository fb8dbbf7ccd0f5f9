"""What search does by the clock."""

from datetime import time

from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task
from amity.kernel.search import tidy
from amity.records.search.searchable import searchable_kinds


@scheduled(name="search.tidy", daily_at=time(3, 50))
@task(queue_name="quick")
def tidy_search() -> None:
    """Bring every index together."""
    for kind in searchable_kinds():
        tidy(kind.model)
