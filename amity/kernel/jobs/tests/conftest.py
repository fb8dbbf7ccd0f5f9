"""A database that several threads and processes may write at once: a file, or the test database of PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections

from amity.kernel.commands import Actor, Role
from amity.kernel.jobs import schedule

ADA = Actor(account_id=1, name="Ada", role=Role.MEMBER)
BEN = Actor(account_id=2, name="Ben", role=Role.MEMBER)
EVE = Actor(account_id=3, name="Eve", role=Role.READ_ONLY)
ROOT = Actor(account_id=9, name="Root", role=Role.ADMINISTRATOR)
PROJECT = Path(__file__).resolve().parents[4]


@pytest.fixture
def shared_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Commits are real and seen by other processes; gives the environment such a process needs."""
    with django_db_blocker.unblock():
        schedule.forget_dealt_with()
        settings = connections.settings["default"]
        environment = {**os.environ, "AMITY_DATA": str(tmp_path), "PYTHONPATH": str(PROJECT)}
        environment["DJANGO_SETTINGS_MODULE"] = "amity.config.settings"
        if connection.vendor == "postgresql":
            url = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
            yield {**environment, "DATABASE_URL": f"{url}/{settings['NAME']}"}
            _empty()
            return
        in_memory, name = connections["default"], settings["NAME"]
        file = tmp_path / "jobs.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        settings["NAME"] = str(file)
        connections["default"] = connections.create_connection("default")
        try:
            yield {**environment, "DATABASE_URL": f"sqlite://{file}"}
        finally:
            connections["default"].close()
            settings["NAME"] = name
            connections["default"] = in_memory


def _empty() -> None:
    for model in reversed(list(apps.get_app_config("kernel_jobs").get_models())):
        model._base_manager.all().delete()


class Workers:
    """Real worker processes, killed at the end."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, queue: str = "quick", point: str = "nowhere", count: int = 1) -> subprocess.Popen[bytes]:
        """Start a worker; at the given point of the saboteur's list, passed `count` times, it kills itself."""
        process = subprocess.Popen(
            [sys.executable, "-m", "amity.kernel.jobs.tests.saboteur", queue, point, str(count)],
            env=self.environment, cwd=PROJECT, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        self.running.remove(process)

    def end(self) -> None:
        for process in list(self.running):
            self.kill(process)


@pytest.fixture
def workers(shared_database: dict[str, str]) -> Iterator[Workers]:
    running = Workers(shared_database)
    yield running
    running.end()


def eventually(question: Callable[[], Any], within: float = 20.0) -> Any:
    """Ask until the answer is true; fail after `within` seconds."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"did not come true within {within} s")
