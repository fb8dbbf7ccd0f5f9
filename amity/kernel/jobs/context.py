"""What a running task may say and ask: progress, lines, checkpoints, whether to stop."""

import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from amity.kernel.jobs.claims import change_held, renew, write_lines
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.tasks import TaskContext

# At most two writes a second, however often a task reports.
BETWEEN_WRITES = 0.5
_SMOOTHING = 0.3


class JobCancelled(Exception):
    """Raised out of a task to end it as cancelled."""


class JobHandedBack(Exception):
    """Raised out of a task to give the job to the next worker, which goes on from the checkpoint."""


class LeaseLost(Exception):
    """Another worker has the job by now: whatever this one still does must not be kept."""


class Run:
    """One run of a job by this process. The task's thread fills it, the pulse thread writes it down."""

    def __init__(self, job: Job, *, is_pulsed: bool, stop: threading.Event | None = None) -> None:
        self.job = job
        self.is_pulsed = is_pulsed
        self.is_lost = False
        self.is_cancelled = job.cancel_requested
        self.has_noticed_cancel = False
        self._stop = stop
        self._lock = threading.Lock()
        self._done, self._total = job.progress_done, job.progress_total
        self._rate: float | None = None
        self._rated = (time.monotonic(), job.progress_done)
        self._lines: list[tuple[datetime, str]] = []
        self._is_dirty = False
        self._written_at = 0.0

    @property
    def is_stopping(self) -> bool:
        return self._stop is not None and self._stop.is_set()

    def report(self, done: int, total: int | None) -> None:
        with self._lock:
            self._done, self._total, self._is_dirty = done, total, True
        self._write_unless_pulsed()

    def keep(self, data: Any) -> bool:
        """Write a checkpoint with the counts so far, and renew the lease by the way; False when it is lost."""
        with self._lock:
            self._measure_rate()
            values = {"progress_done": self._done, "progress_total": self._total, "rate": self._rate}
            # One write less for the pulse, which a busy SQLite may keep waiting for long.
            self._is_dirty = bool(self._lines)
        return renew(self.job, checkpoint=data, crashes=0, **values)

    def add_line(self, text: str) -> None:
        with self._lock:
            self._lines.append((timezone.now(), text))
            self._is_dirty = True
        self._write_unless_pulsed()

    def write(self, *, renews: bool = False) -> None:
        """Write what is new, or with `renews` the lease too; called twice a second, mostly by the pulse thread."""
        values, lines = self.take_news()
        if not values and not renews:
            return
        try:
            if renew(self.job, **values) if renews else change_held(self.job, **values):
                write_lines(self.job, lines)
            else:
                self.is_lost = True
        except DatabaseError:
            with self._lock:
                self._lines, self._is_dirty = lines + self._lines, True
            raise

    def look_for_cancel(self) -> None:
        """See whether somebody cancelled the job or another worker has it."""
        held = Job.objects.filter(pk=self.job.pk).values_list("cancel_requested", "claims", "state").first()
        if held is None or held[1:] != (self.job.claims, "running"):
            self.is_lost = True
        else:
            self.is_cancelled = held[0]

    def take_news(self) -> tuple[dict[str, Any], list[tuple[datetime, str]]]:
        """The columns and lines that are not written yet; whoever takes them writes them."""
        with self._lock:
            if not self._is_dirty:
                return {}, []
            lines, self._lines, self._is_dirty = self._lines, [], False
            self._measure_rate()
            values = {"progress_done": self._done, "progress_total": self._total, "rate": self._rate}
        return values, lines

    def _measure_rate(self) -> None:
        now = time.monotonic()
        since, done_then = self._rated
        if now - since < BETWEEN_WRITES or self._done == done_then:
            return
        fresh = max(0.0, (self._done - done_then) / (now - since))
        self._rate = fresh if self._rate is None else _SMOOTHING * fresh + (1 - _SMOOTHING) * self._rate
        self._rated = (now, self._done)

    def _write_unless_pulsed(self) -> None:
        if not self.is_pulsed and time.monotonic() - self._written_at >= BETWEEN_WRITES:
            self._written_at = time.monotonic()
            self.write()
            self.look_for_cancel()


@dataclass(frozen=True, kw_only=True)
class JobContext(TaskContext):
    """The `context` argument of a task declared with `takes_context=True`; also what `current_job()` gives."""

    run: Run

    @property
    def job_uid(self) -> UUID:
        return self.run.job.uid

    @property
    def saved(self) -> Any:
        """What the last checkpoint held, from this run or an earlier one; None at the very start."""
        return self.run.job.checkpoint

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far the task is. Costs nothing worth counting: call it for every row."""
        self.run.report(done, total)

    def say(self, text: str) -> None:
        """Add a line (at most 500 characters) to what the job's page shows."""
        self.run.add_line(text)

    def checkpoint(self, data: Any) -> None:
        """Keep `data` (JSON) and the progress said so far; inside the transaction of the work they tell of.

        Raises LeaseLost, which undoes that transaction, when another worker has the job.
        """
        if not self.run.keep(data):
            self.run.is_lost = True
            raise LeaseLost(str(self.run.job.uid))
        self.run.job.checkpoint = data

    def is_cancelled(self) -> bool:
        """Whether somebody cancelled the job. A task that returns after it saw True ends as cancelled."""
        if self.run.is_lost:
            raise LeaseLost(str(self.run.job.uid))
        if self.run.is_cancelled:
            self.run.has_noticed_cancel = True
        return self.run.is_cancelled

    def is_stopping(self) -> bool:
        """Whether the worker was told to stop."""
        return self.run.is_stopping

    def stop_if_asked(self) -> None:
        """Between two batches, after the checkpoint: leave when cancelled, handed back or no longer ours."""
        if self.is_cancelled():
            raise JobCancelled
        if self.is_stopping():
            raise JobHandedBack


_current: ContextVar[JobContext | None] = ContextVar("amity_job", default=None)


def current_job() -> JobContext | None:
    """The job this thread runs, for code below the task; None outside one."""
    return _current.get()
