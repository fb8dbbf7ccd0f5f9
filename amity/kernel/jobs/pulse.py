"""The worker's second thread: keeps leases, writes progress, sees cancellations, with a connection of its own."""

import logging
import threading
import time
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from amity.kernel.jobs.context import BETWEEN_WRITES, Run
from amity.kernel.jobs.models import Worker

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=15)


class Pulse(threading.Thread):
    """Beats until `finish()`; `run_now` is the run it looks after, None while the worker is idle."""

    def __init__(self, token: str, queue: str, stop: threading.Event) -> None:
        super().__init__(name=f"pulse-{queue}", daemon=True)
        self._token, self._queue, self._stop_asked = token, queue, stop
        self._finished = threading.Event()
        self._beat_at = time.monotonic()
        self._looked_at = 0.0
        self._has_told_stop = False
        self.run_now: Run | None = None

    def run(self) -> None:
        try:
            while not self._finished.wait(BETWEEN_WRITES):
                try:
                    self._beat()
                except DatabaseError:
                    log.exception("the pulse could not write")
                    close_old_connections()
        finally:
            connections.close_all()

    def finish(self) -> None:
        self._finished.set()
        self.join(timeout=30)

    def _beat(self) -> None:
        is_time = time.monotonic() - self._beat_at >= HEARTBEAT.total_seconds()
        if self._stop_asked.is_set() and not self._has_told_stop:
            # Told first, so that a kill after a slow stop is not counted against the job.
            Worker.objects.filter(token=self._token).update(stopping_at=timezone.now())
            self._has_told_stop = True
        run = self.run_now
        if run is not None and not run.is_lost:
            run.write(renews=is_time)
            if time.monotonic() - self._looked_at >= 2 * BETWEEN_WRITES:
                self._looked_at = time.monotonic()
                run.look_for_cancel()
        if is_time:
            Worker.objects.filter(token=self._token).update(heartbeat_at=timezone.now())
            self._beat_at = time.monotonic()
