"""One granian with its web processes, as the supervisor starts it: `python -m amity.config.web HOST PORT WORKERS`."""

import os
import sys

from granian import Granian
from granian.constants import Interfaces

from amity.config.lifeline import SUPERVISOR, die_with_supervisor

BLOCKING_THREADS = 2


def serve(host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM; a web process that dies is replaced."""
    die_with_supervisor()
    # The web processes are granian's children, not the supervisor's: wsgi.py ties them to granian.
    os.environ[SUPERVISOR] = str(os.getpid())
    Granian(
        "amity.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
