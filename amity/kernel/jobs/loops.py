"""Small work a worker does all the time beside its jobs: passing facts to readers, delivering, the schedule."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, connections

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class BackgroundLoop:
    """`function` answers how much it did: more than 0 calls it again at once, 0 after `every`."""

    name: str
    function: Callable[[], int]
    every: timedelta
    queue: str


_loops: dict[str, BackgroundLoop] = {}


def register_background_loop(
    name: str, function: Callable[[], int], every: timedelta = timedelta(milliseconds=400), *, queue: str = "quick"
) -> None:
    """Have the workers of `queue` call `function` in a thread of its own; from an app's ready()."""
    if name in _loops:
        raise ValueError(f"two background loops are called {name}")
    _loops[name] = BackgroundLoop(name, function, every, queue)


def background_loops(queue: str) -> list[BackgroundLoop]:
    """The loops that workers of a queue run."""
    return [loop for loop in _loops.values() if loop.queue == queue]


class LoopThread(threading.Thread):
    """Runs one loop until `stop`; an error is logged and answered by longer and longer pauses."""

    def __init__(self, loop: BackgroundLoop, stop: threading.Event) -> None:
        super().__init__(name=f"loop-{loop.name}", daemon=True)
        self._loop, self._stop_asked = loop, stop

    def run(self) -> None:
        pause = self._loop.every.total_seconds()
        failures = 0
        try:
            while not self._stop_asked.is_set():
                try:
                    did = self._loop.function()
                    failures = 0
                except Exception:
                    log.exception("background loop %s failed", self._loop.name)
                    close_old_connections()
                    did, failures = 0, failures + 1
                if not did:
                    self._stop_asked.wait(min(LONGEST_PAUSE, pause * 2**failures))
        finally:
            connections.close_all()
