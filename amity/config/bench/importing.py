"""A process that runs one import and prints, as JSON, what it took: `python -m amity.config.bench.importing ID`."""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

EARLY = 10_000


class Transactions:
    """Milliseconds of each outermost transaction, from when it has begun (on SQLite: has the lock) to its end."""

    def __init__(self) -> None:
        self.took: list[float] = []

    def watch(self) -> None:
        """Measure every transaction of this process from now on."""
        from django.db.transaction import Atomic

        enter, leave = Atomic.__enter__, Atomic.__exit__
        depth, began = 0, 0.0

        def entered(atomic: Any) -> None:
            nonlocal depth, began
            enter(atomic)
            depth += 1
            if depth == 1:
                began = time.perf_counter()

        def left(atomic: Any, *error: Any) -> None:
            nonlocal depth
            depth -= 1
            leave(atomic, *error)
            if depth == 0:
                self.took.append((time.perf_counter() - began) * 1000)

        Atomic.__enter__, Atomic.__exit__ = entered, left  # type: ignore[method-assign]


def run(import_id: int) -> dict[str, Any]:
    """Run the import; seconds, rows, memory in MB after 10,000 rows and at the end, transactions in ms."""
    from django.utils import timezone

    from amity.config.bench.machine import backend_cpu_seconds, resident_megabytes
    from amity.records.imports.running import run_import

    transactions = Transactions()
    transactions.watch()
    early = 0.0

    def progress(done: int, _total: int | None, _counts: Mapping[str, int]) -> None:
        nonlocal early
        if not early and done >= EARLY:
            early = resident_megabytes()

    backend, cpu, started = backend_cpu_seconds(), time.process_time(), timezone.now()
    done = run_import(import_id, progress=progress)
    return {
        "seconds": (done.finished_at - started).total_seconds() if done.finished_at else 0.0,
        "cpu": time.process_time() - cpu,
        "backend": backend_cpu_seconds() - backend,
        "state": str(done.state),
        "counts": done.counts,
        "early": early,
        "late": resident_megabytes(),
        "transactions": transactions.took,
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run(int(sys.argv[1]))))
