"""The worker: takes back what the dead left, claims, runs, and beside it keeps the background loops going.

What wakes it is the engine's: see `backend.DatabaseBackend.listen`.
"""

import logging
import os
import random
import signal
import threading
import time
from dataclasses import dataclass
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from amity.kernel.jobs import claims
from amity.kernel.jobs.backend import DatabaseBackend
from amity.kernel.jobs.context import Run
from amity.kernel.jobs.loops import LoopThread, background_loops
from amity.kernel.jobs.models import Worker
from amity.kernel.jobs.processes import own_token
from amity.kernel.jobs.pulse import Pulse
from amity.kernel.jobs.queries import workers_alive
from amity.kernel.jobs.running import run_job
from amity.kernel.jobs.tasks import task_backends

__all__ = ["main", "run_worker", "workers_alive"]

log = logging.getLogger(__name__)

POLL = 0.4
LOOK_FOR_LOST = 2.0
GRACE = 25.0


@dataclass(frozen=True, slots=True)
class Shift:
    """What an engine needs of a worker: its queue, when to stop, and `run_next`. One job at a time."""

    queue: str
    token: str
    pulse: Pulse
    stop: threading.Event
    poll: float

    def run_next(self) -> bool:
        """Claim and run the most urgent job of the queue; False when none waits."""
        job = claims.claim_next(self.queue, worker=self.token)
        if job is None:
            return False
        run = Run(job, is_pulsed=True, stop=self.stop)
        self.pulse.run_now = run
        try:
            run_job(run)
        finally:
            self.pulse.run_now = None
        return True

    def look_for_jobs(self) -> None:
        """The embedded engine: look, run, take back what the dead left, until told to stop."""
        failures, looked_at, did = 0, 0.0, False
        while not self.stop.is_set():
            try:
                if not did or time.monotonic() - looked_at > LOOK_FOR_LOST:
                    claims.take_back_lost()
                    looked_at = time.monotonic()
                # A look that finds nothing only reads: an idle worker never takes a lock.
                did = (did or claims.is_any_waiting(self.queue)) and self.run_next()
                failures = 0
            except DatabaseError:
                log.exception("the %s worker could not reach the database", self.queue)
                close_old_connections()
                did, failures = False, failures + 1
            if not did:
                pause = min(10.0, self.poll * 2**failures)
                self.stop.wait(pause * random.uniform(0.9, 1.0))  # noqa: S311 - no secret


def main(queue: str, *, grace: float = GRACE) -> int:
    """Run a worker until SIGTERM or SIGINT; return the exit status.

    A task still busy `grace` seconds after that is left with the process: the next worker takes the job back at once,
    from its checkpoint, and the kill is not counted against it.
    """
    stop = threading.Event()

    def leave_if_slow() -> None:
        stop.wait()
        threading.Event().wait(grace)
        log.warning("the %s worker stops in the middle of a job; it will be taken back", queue)
        os._exit(0)

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        # Not stop.set() itself: this thread may hold the event's lock, being in stop.wait().
        threading.Thread(target=stop.set, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    threading.Thread(target=leave_if_slow, name="grace", daemon=True).start()
    run_worker(queue, stop=stop)
    return 0


def run_worker(queue: str, *, stop: threading.Event, poll: float = POLL) -> None:
    """Work on one queue until `stop` is set; then finish the running job, or let it hand itself back."""
    autodiscover_modules("jobs")
    token = own_token()
    _say_hello(token, queue)
    pulse = Pulse(token, queue, stop)
    pulse.start()
    engine = task_backends["default"]
    assert isinstance(engine, DatabaseBackend)
    threads = [LoopThread(loop, stop) for loop in [*background_loops(queue), *engine.loops(queue)]]
    for thread in threads:
        thread.start()
    log.info("%s worker started: %s", queue, token)
    try:
        engine.listen(Shift(queue, token, pulse, stop, poll))
    finally:
        for thread in threads:
            thread.join(timeout=10)
        pulse.finish()
        Worker.objects.filter(token=token).delete()
        connections.close_all()
    log.info("%s worker stopped", queue)


def _say_hello(token: str, queue: str) -> None:
    now = timezone.now()
    Worker.objects.update_or_create(
        token=token, defaults={"queue": queue, "started_at": now, "heartbeat_at": now, "stopping_at": None}
    )
