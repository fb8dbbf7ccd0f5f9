"""An installation of its own for tests of the `amity` command: a data folder, and a database on PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Installation:
    folder: Path
    environment: dict[str, str]

    def amity(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "amity.config.cli", *arguments)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "amity.config.cli", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.PIPE, text=True)

    def start_python(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A place where nothing has been set up yet."""
    folder = tmp_path / "data"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AMITY_", "DATABASE_"))}
    environment["AMITY_DATA"] = str(folder)
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield Installation(folder, environment)
        return

    import psycopg

    name = f"test_amity_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        environment["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        yield Installation(folder, environment)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def initialised(installation: Installation) -> Installation:
    """A data folder that `amity init` has made."""
    done = installation.amity("init")
    assert done.returncode == 0, done.stderr
    return installation
