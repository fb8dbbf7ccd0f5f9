"""Commits a second when several processes write facts at once, in three ways.

ordered   as Amity does it: the lock that orders all commits is held until the disk has the commit
unlocked  every writer has a lock of its own; for comparison: ids are not in commit order, readers would miss facts
late      ordered, but the commit does not wait for the disk; a small second one, outside the lock, does

    DATABASE_URL=postgres://… AMITY_DATA=/tmp/bench python -m bench.commits [WRITERS …]

Each commit is one command that tells one fact about one record. Writes into the database it is given: give it an empty,
migrated PostgreSQL.
"""

import multiprocessing
import os
import sys
import time

SECONDS = 4.0
WAYS = ("ordered", "unlocked", "late")


def write(ready: "multiprocessing.synchronize.Barrier", count: "multiprocessing.Queue[int]", way: str) -> None:
    """Commit for SECONDS; answer how many."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
    import django

    django.setup()
    from django.db import connection

    from amity.kernel.commands import Actor, unit_of_work
    from amity.kernel.facts import log
    from amity.kernel.facts.kinds import RecordDeleted
    from amity.kernel.facts.refs import Ref

    if way == "unlocked":
        # Each writer its own lock: the same statement, never waiting.
        log.LOCK += os.getpid()
    by, done = Actor.system(), 0
    connection.ensure_connection()
    ready.wait()
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        with unit_of_work():
            if way == "late":
                connection.cursor().execute("SET LOCAL synchronous_commit = off")
            log.record(
                RecordDeleted(record_kind=1, record_id=done, title=str(done), snapshot={}), about=[Ref(1, done)], by=by
            )
        if way == "late":
            connection.cursor().execute("SELECT pg_logical_emit_message(true, '', '')")
        done += 1
    count.put(done)


def commits_per_second(writers: int, way: str) -> float:
    ready, count = multiprocessing.Barrier(writers), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=write, args=(ready, count, way)) for _ in range(writers)]
    for process in processes:
        process.start()
    total = sum(count.get() for _ in processes)
    for process in processes:
        process.join()
    return total / SECONDS


def main() -> None:
    multiprocessing.set_start_method("spawn")
    for writers in [int(word) for word in sys.argv[1:]] or [1, 2, 4, 8, 16]:
        rates = ", ".join(f"{way} {commits_per_second(writers, way):,.0f}/s" for way in WAYS)
        print(f"{writers:>3} writers: {rates}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
