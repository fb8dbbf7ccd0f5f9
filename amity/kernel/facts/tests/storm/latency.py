"""How long a committed fact waits for an idle reader, with the worker's own loop in a process of its own.

`python -m amity.kernel.facts.tests.storm.latency --database URL` prints p50, p95 and the longest, in seconds.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from amity.kernel.facts.tests.storm.__main__ import set_up

FACTS = 40
BAR = 1.0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--database", required=True, help="an empty one: sqlite:///… or postgres://…")
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="latency-"))
    try:
        set_up(given.database, folder)
        waits = sorted(_measure(folder / "seen"))
    finally:
        shutil.rmtree(folder)
    p95 = waits[int(len(waits) * 0.95)]
    print(f"p50 {waits[len(waits) // 2]:.2f} s, p95 {p95:.2f} s, longest {waits[-1]:.2f} s, of {len(waits)} facts")
    return 0 if len(waits) == FACTS and p95 < BAR else 1


def _measure(seen: Path) -> list[float]:
    from django.db import connection

    from amity.kernel.commands import unit_of_work
    from amity.kernel.facts.log import record
    from amity.kernel.facts.tests.storm.tables import make_tables
    from amity.kernel.facts.tests.storm.writing import WRITER, Told

    make_tables()
    connection.close()  # no child may inherit a connection
    child = os.fork()
    if not child:
        _follow(seen)
    committed = {}
    for number in range(FACTS):
        time.sleep(random.uniform(0.05, 0.3))
        with unit_of_work():
            record(Told(token=str(number)), about=[], by=WRITER)
        committed[str(number)] = time.time()
    time.sleep(2)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    lines = (line.split() for line in seen.read_text().splitlines())
    return [float(moment) - committed[token] for token, moment in lines]


def _follow(seen: Path) -> None:
    from amity.kernel.facts.readers import Reader, ReadFact, register_reader
    from amity.kernel.jobs.loops import LoopThread, background_loops

    with seen.open("a", buffering=1) as out:

        def note(facts: Sequence[ReadFact]) -> None:
            out.writelines(f"{fact.data['token']} {time.time()}\n" for fact in facts)

        register_reader(Reader("testing.latency", note, kinds=frozenset({"storm.told"})))
        loop = next(loop for loop in background_loops("quick") if loop.name == "facts")
        if loop.every.total_seconds() < 0.5:
            os._exit(1)
        LoopThread(loop, threading.Event()).run()


if __name__ == "__main__":
    sys.exit(main())
