"""kill -9 of the worker that runs an import as a job: the next worker goes on, and nothing is there twice."""

import json
import os
import random
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Installation

PROCESS = str(Path(__file__).with_name("importing_jobs.py"))
POINTS = 30 if os.environ.get("AMITY_DRILL") == "full" else 2
PATIENCE = 60


@pytest.mark.drill
@pytest.mark.parametrize("kind", ["people", "orders"])
def test_a_job_that_imports_survives_the_death_of_its_workers(
    initialised: Installation, tmp_path: Path, kind: str
) -> None:
    """Killed at random while rows are written, the job goes to the next worker at once; a repeat changes nothing."""
    path = tmp_path / f"{kind}.csv"
    rows = write_file(path, kind)
    initialised.environment["PYTHONPATH"] = str(Path(PROCESS).parent.parent)
    ask(initialised, "enqueue", kind, str(path))
    chance, done = random.Random(5), 0
    for _ in range(POINTS):
        worker = initialised.start("worker", "--queue", "long")
        try:
            done = wait_for_rows(initialised, beyond=done)
            time.sleep(chance.uniform(0, 0.3))
        finally:
            worker.kill()
            worker.communicate()
        assert look(initialised)["at odds"] == []
    assert done < rows, "the file was done before the last worker was killed"
    first = run_to_the_end(initialised)
    assert first["counts"] == {"new": rows} and first["at odds"] == []
    ask(initialised, "enqueue", kind, str(path))
    again = run_to_the_end(initialised)
    assert again["counts"] == {"unchanged": rows}
    assert again["digest"] == first["digest"], "the repeat changed a record, a version or a fact"


def write_file(path: Path, kind: str) -> int:
    """A file long enough for all kills; return its rows."""
    rows = 2_500 * (POINTS + 1)
    if kind == "people":
        lines = [f"{n},Person {n},person{n}@example.com,Firm {n % 97}" for n in range(rows)]
        text = "id,name,email,company\n"
    else:
        lines = [
            f"{n // 5},2026-03-{n % 28 + 1:02d},p{n // 5 % 50}@example.com,Thing {n % 40},{n % 5 + 1},9.50"
            for n in range(rows)
        ]
        text = "Order ID,Order Date,Customer email,Product Name,Quantity,Unit Price\n"
    path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    return rows


def ask(installation: Installation, *arguments: str) -> str:
    done = installation.python(PROCESS, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def look(installation: Installation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(installation, "look"))
    return found


def run_to_the_end(installation: Installation) -> dict[str, Any]:
    """Let a worker finish the job; what is stored then."""
    worker = installation.start("worker", "--queue", "long")
    try:
        until = time.monotonic() + 2 * PATIENCE
        while stored(installation)[1] not in ("done", "failed") and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.communicate()
    found = look(installation)
    assert found["state"] == "done", found
    return found


def wait_for_rows(installation: Installation, *, beyond: int) -> int:
    """Wait until the import has committed further rows; return how many."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        done, _state = stored(installation)
        if done > beyond:
            return done
        time.sleep(0.02)
    raise AssertionError(f"no row after row {beyond} in {PATIENCE} s")


def stored(installation: Installation) -> tuple[int, str]:
    """Position and state of the last import, read beside Amity."""
    question = "SELECT position, state FROM import ORDER BY id DESC LIMIT 1"
    url = installation.environment.get("DATABASE_URL")
    if url:
        import psycopg

        with psycopg.connect(url) as connection:
            row = connection.execute(question).fetchone()
    else:
        with sqlite3.connect(installation.folder / "amity.sqlite3", timeout=20) as database:
            row = database.execute(question).fetchone()
    return (row[0], row[1]) if row else (0, "")
