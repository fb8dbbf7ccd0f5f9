"""An installation of its own for tests of the `amity` command: a data folder, and a database on PostgreSQL."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def new_installation(folder: Path, like: Installation | None = None) -> Iterator[Installation]:
    """A place where nothing has been set up yet, or a copy of one that nobody uses at the moment."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AMITY_", "DATABASE_"))}
    environment["AMITY_DATA"] = str(folder)
    if like:
        shutil.copytree(like.folder, folder)
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield Installation(folder, environment)
        return

    import psycopg

    name = f"test_amity_{uuid4().hex[:12]}"
    template = f' TEMPLATE "{urlsplit(like.environment["DATABASE_URL"]).path[1:]}"' if like else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}')
        environment["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        yield Installation(folder, environment)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A place where nothing has been set up yet."""
    with new_installation(tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="session")
def first_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """What `amity init` makes; copied, never used."""
    with new_installation(tmp_path_factory.mktemp("first") / "data") as made:
        done = made.amity("init")
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def initialised(first_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A data folder that `amity init` has made."""
    with new_installation(tmp_path / "data", like=first_installation) as made:
        yield made
