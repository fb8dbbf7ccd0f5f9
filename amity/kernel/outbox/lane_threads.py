"""Each lane that has something to do gets a thread of its own, so that none waits for another's slow receiver."""

import atexit
import logging
import threading
from uuid import UUID

from django.db import connections

from amity.kernel.outbox.lanes import carry_lane, claim_lane, due_lanes

log = logging.getLogger("amity.outbox")

MOST_AT_ONCE = 8
# A carrier's longest call, and a little.
PATIENCE = 18.0

_threads: dict[str, threading.Thread] = {}
_stop = threading.Event()


def deliver_lanes() -> int:
    """Start a thread for each lane that is due, as far as there is room; the loop of the worker."""
    for name in [name for name, thread in _threads.items() if not thread.is_alive()]:
        del _threads[name]
    room = MOST_AT_ONCE - len(_threads)
    if room <= 0 or _stop.is_set():
        return 0
    for name in due_lanes(room, besides=list(_threads)):
        if claim := claim_lane(name):
            # A daemon: a process that is told to end does not wait for a receiver longer than it chooses to.
            thread = threading.Thread(target=_run, args=(name, claim), name=f"lane-{name}", daemon=True)
            _threads[name] = thread
            thread.start()
    return 0


def _run(name: str, claim: UUID) -> None:
    try:
        carry_lane(name, claim, _stop)
    except Exception:
        log.exception("lane %s was left", name)
    finally:
        connections.close_all()


@atexit.register
def _leave_well() -> None:
    """Let what is on its way arrive and be marked; otherwise it would be sent again when the lease is over."""
    _stop.set()
    for thread in list(_threads.values()):
        thread.join(PATIENCE)
