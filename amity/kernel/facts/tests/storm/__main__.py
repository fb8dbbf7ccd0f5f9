"""Raise a storm in an empty database of its own; exit 1 and say what is wrong when something is."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

READERS = ("calm", "hasty")
POLLERS = 2


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--database", required=True, help="an empty one: sqlite:///… or postgres://…")
    arguments.add_argument("--writers", type=int, default=16)
    arguments.add_argument("--pause", type=float, default=0.01, help="longest pause between two commands, seconds")
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="storm-"))
    try:
        set_up(given.database, folder)
        return _raise_storm(folder, given.seconds, given.writers, given.pause)
    finally:
        shutil.rmtree(folder)


def set_up(url: str, folder: Path) -> None:
    """Make Django ready for the database at `url`, with `folder` for its files."""
    os.environ |= {"DATABASE_URL": url, "AMITY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "amity.config.settings"}
    django.setup()


def _raise_storm(folder: Path, seconds: float, writers: int, pause: float) -> int:
    from django.db import connection

    from amity.kernel.facts.tests.storm.reading import follow, poll
    from amity.kernel.facts.tests.storm.tables import make_tables
    from amity.kernel.facts.tests.storm.verdict import faults, summary
    from amity.kernel.facts.tests.storm.writing import write_until

    make_tables()
    _detect_deadlocks_soon()
    connection.close()  # no child may inherit a connection
    over, began = folder / "over", time.monotonic()
    deadline = began + seconds
    pollers = [folder / f"poller-{number}" for number in range(POLLERS)]

    def writer(number: int) -> None:
        with (folder / f"writer-{number}.log").open("a", buffering=1) as log:
            write_until(deadline, pause, lambda word: print(word, file=log))

    crew: list[Callable[[], None]] = [
        *(lambda number=number: writer(number) for number in range(writers)),
        *(lambda name=name: follow(name, over.exists) for name in READERS for _ in range(2)),
        *(lambda file=file: poll(file, over.exists) for file in pollers),
    ]
    children = {_fork(task): task for task in crew}
    kills = 0
    while time.monotonic() < deadline:
        time.sleep(0.05)
        if random.random() < 0.25:
            os.kill(random.choice(list(children)), signal.SIGKILL)
        kills += _replace_the_dead(children)
    _wait_for(children, set(crew[:writers]))
    over.touch()
    _wait_for(children, set(crew[writers:]))
    print(summary(folder, time.monotonic() - began, kills))
    wrong = faults(folder, READERS, pollers)
    print("\n".join(wrong) or "No fact lost, skipped, doubled or out of order.")
    return 1 if wrong else 0


def _fork(task: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        random.seed()
        task()
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def _replace_the_dead(children: dict[int, Callable[[], None]]) -> int:
    """Start again who was killed or failed, drop who is done; return how many were killed."""
    killed = 0
    while children:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            break
        task = children.pop(child)
        killed += os.WIFSIGNALED(status)
        if status:
            children[_fork(task)] = task
    return killed


def _wait_for(children: dict[int, Callable[[], None]], tasks: set[Callable[[], None]]) -> None:
    """Wait until these tasks have ended by themselves; who was killed at the last moment does it again."""
    while tasks & set(children.values()):
        _replace_the_dead(children)
        time.sleep(0.01)


def _detect_deadlocks_soon() -> None:
    """A deadlock waits for a second before it is looked for; in a short storm that is long."""
    from django.db import connection

    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {name} SET deadlock_timeout = '50ms'")


if __name__ == "__main__":
    sys.exit(main())
