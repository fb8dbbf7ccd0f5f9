"""A time limit on a whole call: sockets only know one for each single read."""

import contextlib
import socket
import threading
import time


class Deadline:
    """From `with` on, `seconds` are left; then every guarded connection is cut."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self.is_over = False

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._timer.cancel()
        with self._lock:
            for guarded in self._sockets:
                guarded.close()
            self._sockets.clear()

    def left(self) -> float:
        """Seconds, never less than a moment: 0 would mean no limit to a socket."""
        return max(0.01, self._until - time.monotonic())

    def guard(self, connection: socket.socket) -> None:
        """Cut this connection when the time is over. A copy is kept: TLS takes the original's place."""
        with self._lock:
            self._sockets.append(connection.dup())

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            for guarded in self._sockets:
                with contextlib.suppress(OSError):
                    guarded.shutdown(socket.SHUT_RDWR)
