"""What engines have in common that must be told of jobs: whom to tell, and when to tell again."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amity.kernel.jobs import claims
from amity.kernel.jobs.backend import DatabaseBackend
from amity.kernel.jobs.loops import BackgroundLoop
from amity.kernel.jobs.models import Job

log = logging.getLogger(__name__)

# A job nobody took this long after it was announced is announced once more, then after twice as long, and so on.
AGAIN_AFTER = timedelta(seconds=15)
TRY_AGAIN = timedelta(seconds=2)
LOOK_EVERY = timedelta(seconds=1)
MOST_AT_ONCE = 500


class EngineAway(Exception):
    """The engine did not take a message; the job is announced again later."""


class AnnouncingBackend(DatabaseBackend):
    """An engine that carries messages; a subclass has `send`, `announce` and `listen`."""

    # Whether a message is part of the database's transaction, or sent after its commit.
    sends_in_transaction: ClassVar[bool]

    def send(self, jobs: Sequence[Job]) -> int:
        """Hand one message a job to the engine; return how many it took, fewer than all when it is away."""
        raise NotImplementedError

    def announced_until(self, run_after: datetime, now: datetime) -> datetime | None:
        return now + AGAIN_AFTER if run_after <= now else None

    def loops(self, queue: str) -> list[BackgroundLoop]:
        return [BackgroundLoop("announce", lambda: self.look_after(queue), LOOK_EVERY, queue)]

    def look_after(self, queue: str) -> int:
        """Take jobs back from the dead, and tell the engine of those it does not know of."""
        claims.take_back_lost()
        return self.announce_overdue(queue)

    def announce_overdue(self, queue: str) -> int:
        """Tell the engine of due jobs it does not know of: put off, handed back, committed but never sent, or lost.

        Any number of workers may call it at once: each tells of jobs of its own. Returns how many it told of.
        """
        now = timezone.now()
        overdue = Job.objects.filter(state="waiting", queue=queue, run_after__lte=now)
        overdue = overdue.filter(Q(announce_at=None) | Q(announce_at__lte=now))
        if not overdue.exists():
            return 0
        with transaction.atomic():
            jobs = list(overdue.order_by("run_after", "id").select_for_update(skip_locked=True)[:MOST_AT_ONCE])
            for job in jobs:
                job.announce_at = now + max(AGAIN_AFTER, now - job.run_after)
            Job.objects.bulk_update(jobs, ["announce_at"])
            if self.sends_in_transaction:
                return self.send(jobs)
        taken = self.send(jobs)
        if taken < len(jobs):
            left = [job.pk for job in jobs[taken:]]
            Job.objects.filter(pk__in=left, state="waiting").update(announce_at=now + TRY_AGAIN)
        return taken
