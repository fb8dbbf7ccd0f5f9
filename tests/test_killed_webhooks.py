"""A receiver that fails three times in ten and is killed again and again, and kill -9 of the worker: every event
arrives, in order for each endpoint."""

import json
import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Installation

HERE = Path(__file__).parent
IS_FULL = os.environ.get("AMITY_DRILL") == "full"
ENDPOINTS = 3
PEOPLE, KILLS, WORKER_KILLS = (3_334, 50, 5) if IS_FULL else (100, 5, 1)
PATIENCE = 3_000 if IS_FULL else 60


@pytest.mark.drill
def test_webhooks_arrive_at_least_once_and_in_order_whoever_is_killed(
    initialised: Installation, tmp_path: Path
) -> None:
    """Both are killed at random while events go out; whoever is killed is started again a moment later."""
    arrived, port = tmp_path / "arrived", free_port()
    arrived.touch()
    initialised.environment |= {
        "PYTHONPATH": str(HERE.parent),
        "AMITY_PRIVATE_HOSTS": "127.0.0.1",
        # Seconds of the ladder become moments.
        "AMITY_OUTBOX_PACE": "0.0003",
    }
    ask(initialised, "endpoints", str(port), str(ENDPOINTS))
    ask(initialised, "people", "0", str(PEOPLE))
    wanted = ENDPOINTS * PEOPLE
    chance = random.Random(7)
    kill_at = sorted(chance.sample(range(wanted // 20, wanted * 9 // 10), KILLS))
    kill_worker_at = sorted(chance.sample(range(wanted // 10, wanted * 9 // 10), WORKER_KILLS))
    killed = killed_workers = 0
    receiver, worker = receive(port, arrived), initialised.start("worker", "--queue", "quick")
    began, until = time.monotonic(), time.monotonic() + PATIENCE
    try:
        while time.monotonic() < until:
            told = len(set(lines(arrived)))
            if killed < KILLS and told >= kill_at[killed]:
                receiver.kill()
                receiver.wait()
                killed += 1
                receiver = receive(port, arrived)
            if killed_workers < WORKER_KILLS and told >= kill_worker_at[killed_workers]:
                worker.kill()
                worker.communicate()
                killed_workers += 1
                worker = initialised.start("worker", "--queue", "quick")
            if told >= wanted:
                break
            time.sleep(0.02)
        seconds = time.monotonic() - began
        found = settled(initialised)
    finally:
        for process in (receiver, worker):
            process.kill()
            process.communicate()
    heard = lines(arrived)
    print(f"{wanted} events, {len(heard)} taken, {killed} + {killed_workers} kills, {seconds:.0f} s, {found}")
    assert (killed, killed_workers) == (KILLS, WORKER_KILLS)
    for endpoint in range(ENDPOINTS):
        names = [name for path, name in heard if path == f"/{endpoint}"]
        first_time = list(dict.fromkeys(names))
        assert first_time == [f"Person {number}" for number in range(PEOPLE)], f"endpoint {endpoint}"
    assert (found["done"], found["other"]) == (wanted, 0)
    assert found["tries"] > found["taken"] >= wanted


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def receive(port: int, arrived: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(HERE / "webhook_receiver.py"), str(port), str(arrived)])


def lines(arrived: Path) -> list[tuple[str, ...]]:
    """(path, name) of what was taken; a line that a kill cut short was not answered, so it does not count."""
    whole = [line.split(" ", 1) for line in arrived.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return [(path, name.strip()) for path, name in whole]


def settled(installation: Installation) -> dict[str, Any]:
    """What is stored, once the last answers are marked."""
    for _ in range(20):
        done = installation.python(str(HERE / "webhook_events.py"), "look")
        assert done.returncode == 0, done.stdout + done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        if not found["other"]:
            return found
        time.sleep(0.5)
    return found


def ask(installation: Installation, *arguments: str) -> str:
    done = installation.python(str(HERE / "webhook_events.py"), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
