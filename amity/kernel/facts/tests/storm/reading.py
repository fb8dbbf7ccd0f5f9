"""Readers of a storm: projections through the engine, and a bare poller that trusts `id > cursor`."""

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from amity.kernel.bulk import insert_rows
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import Reader, ReadFact, catch_up
from amity.kernel.facts.tests.storm.tables import Seen


def follow(name: str, is_over: Callable[[], bool]) -> None:
    """Project every fact into Seen, dying now and then in the middle, until all is read after the end."""
    chance = random.Random()

    def note(facts: Sequence[ReadFact]) -> None:
        insert_rows(Seen, ("reader", "fact_id"), [(name, fact.id) for fact in facts])
        if chance.random() < 0.02 and not is_over():
            os.kill(os.getpid(), signal.SIGKILL)

    reader = Reader(name, note)
    while True:
        over = is_over()
        if not catch_up(reader, limit=chance.choice((40, 1000))):
            if over:
                return
            time.sleep(0.02)


def poll(file: Path, is_over: Callable[[], bool]) -> None:
    """Append each new id to `file`, a line a poll; goes on after the last whole line when started again."""
    lines = file.read_text().splitlines(keepends=True) if file.exists() else []
    whole = [line for line in lines if line.endswith("\n")]
    cursor = int(whole[-1].split()[-1]) if whole else 0
    with file.open("w") as out:
        out.writelines(whole)
        out.flush()
        while True:
            over = is_over()
            found = StoredFact.objects.filter(id__gt=cursor).order_by("id").values_list("id", flat=True)
            if ids := list(found[:1000]):
                out.write(" ".join(map(str, ids)) + "\n")
                out.flush()
                cursor = ids[-1]
            elif over:
                return
            else:
                time.sleep(0.002)
