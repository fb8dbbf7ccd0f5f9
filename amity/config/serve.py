"""The supervisor behind `amity serve`: web processes and two workers, started again when they die, stopped together."""

import fcntl
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from amity.config.lifeline import SUPERVISOR
from amity.config.logs import rotate

log = logging.getLogger("amity.serve")

LONGEST_BACK_OFF = 30.0
CALM = 60.0
# A worker gives the job it is in 25 s before it hands it back.
STOP_WITHIN = 30.0
LOOK_EVERY = 0.5


@dataclass
class Child:
    """One process to keep alive; restarts wait 1, 2, 4 … 30 s until it has stayed up for a minute."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    back_off: float = field(default=1.0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, and a stop reaches the child's own children.
        environment = os.environ | {SUPERVISOR: str(os.getpid())}
        self.process = subprocess.Popen(self.command, env=environment, start_new_session=True)
        self.started_at = time.monotonic()

    def look(self) -> None:
        """Start it when it is due; when it has died, clear away its children and set the next start."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal(signal.SIGKILL)
        self.process = None
        self.back_off = 1.0 if now - self.started_at >= CALM else self.back_off
        log.warning("%s ended with code %s; starting it again in %.0f s", self.name, code, self.back_off)
        self.start_at = now + self.back_off
        self.back_off = min(self.back_off * 2, LONGEST_BACK_OFF)

    def signal(self, number: int) -> None:
        """Signal the child's whole group; fine when nothing is left of it."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return


class Supervisor:
    """Keeps children alive until SIGTERM or SIGINT."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = list(children)
        # A plain flag: an Event's lock may be held by the very thread the signal interrupts.
        self.is_stopping = False

    def run(self) -> int:
        """Return 0 after a clean stop, 1 when a child had to be killed."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        rounds = 0
        while not self.is_stopping:
            for child in self.children:
                child.look()
            rounds += 1
            if rounds % 120 == 0:
                rotate()
            time.sleep(LOOK_EVERY)
        return self._stop_children()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _stop_children(self) -> int:
        alive = [child for child in self.children if child.process is not None]
        for child in alive:
            if child.process is not None:
                child.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        killed = 0
        for child in alive:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                killed += 1
                log.error("%s did not stop within %.0f s and was killed", child.name, STOP_WITHIN)
            child.signal(signal.SIGKILL)
        return 1 if killed else 0


def children(host: str, port: int, web_processes: int, *, is_web_only: bool = False) -> list[Child]:
    """What one machine runs: the web, a worker for quick jobs, readers and schedule, a worker for long jobs."""
    python = [sys.executable, "-m"]
    web = Child("web", [*python, "amity.config.web", host, str(port), str(web_processes)])
    if is_web_only:
        return [web]
    return [
        web,
        Child("quick worker", [*python, "amity.config.cli", "worker", "--queue", "quick"]),
        Child("long worker", [*python, "amity.config.cli", "worker", "--queue", "long"]),
    ]


def is_port_free(host: str, port: int) -> bool:
    """Whether this host and port can be listened on now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def next_free_port(host: str, port: int) -> int:
    """The first free port from `port` on; OSError when a hundred are taken."""
    for candidate in range(port, port + 100):
        if is_port_free(host, candidate):
            return candidate
    raise OSError(f"ports {port} to {port + 99} are all taken")


class ServeLock:
    """Held while `amity serve` runs on a data folder, so that upgrade and a second serve know.

    Several `amity serve --web-only` may share it, each on a port of its own.
    """

    def __init__(self, data_folder: Path) -> None:
        self.path = data_folder / "serve.lock"
        self._handle: int | None = None

    def take(self, *, shared: bool = False) -> bool:
        """False when another process holds it. The system frees it with the process, kill -9 included."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def give_back(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
