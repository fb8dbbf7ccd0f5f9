"""Which process holds a job, and whether a process of this host is still there.

A token is `host:pid:start`. The start time tells a process from a later one with the same number.
"""

import functools
import os
import socket
import subprocess
from pathlib import Path

_PROC = Path("/proc")


def own_token() -> str:
    """The token of this process."""
    return _token_of(os.getpid())


@functools.lru_cache(maxsize=2)
def _token_of(pid: int) -> str:
    return f"{own_host()}:{pid}:{_start_time(pid) or '0'}"


@functools.lru_cache(maxsize=1)
def own_host() -> str:
    """This host's name with its boot and process namespace: two containers may share all but the last."""
    name = socket.gethostname().replace(":", "-")[:80]
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
        return f"{name}/{boot}/{os.stat('/proc/self/ns/pid').st_ino}"
    except OSError:
        return name


def is_dead(token: str) -> bool:
    """True only for a process of this host that certainly ended; others are judged by their lease."""
    host, _, rest = token.partition(":")
    pid, _, started = rest.partition(":")
    if host != own_host() or not pid.isdigit():
        return False
    return _start_time(int(pid)) != started


def _start_time(pid: int) -> str | None:
    """When a process began, in whatever unit the system counts; None when it is gone or only waits to be reaped."""
    if (_PROC / "self" / "stat").exists():
        try:
            stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        # The name in brackets may hold spaces and brackets itself: count fields from the last one.
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] in {"Z", "X"} else fields[19]
    answer = subprocess.run(
        ["/bin/ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, started = answer.stdout.strip().partition(" ")
    return None if not started or state.startswith("Z") else "-".join(started.split()).replace(":", ".")
