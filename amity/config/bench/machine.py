"""What a figure was measured on, and the CPU a request costs in the web process and in the database's backend."""

import os
import platform
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection


def describe() -> str:
    """One line: processor, cores, Python, database."""
    return " · ".join((_processor(), f"{os.cpu_count()} cores", f"Python {platform.python_version()}", _database()))


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def _backend_pid() -> int | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _on_cpu(pid: int | None) -> float:
    """Seconds a process spent on a CPU, to the nanosecond; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9 if pid else 0.0
    except OSError:
        return 0.0


def backend_cpu_seconds() -> float:
    """CPU the database's backend of this connection has used; 0 where it works inside this process."""
    return _on_cpu(_backend_pid())


def resident_megabytes() -> float:
    """Memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def cpu_milliseconds(act: Callable[[], Any], *, warm: int = 20, times: int = 200, rounds: int = 3) -> float:
    """Median CPU of one `act`, this process and its database backend together; the best of `rounds`."""
    for _ in range(warm):
        act()
    backend = _backend_pid()
    best = float("inf")
    for _ in range(rounds):
        spent = []
        for _ in range(times):
            own, theirs = time.process_time(), _on_cpu(backend)
            act()
            spent.append(time.process_time() - own + _on_cpu(backend) - theirs)
        best = min(best, median(spent) * 1000)
    return best
