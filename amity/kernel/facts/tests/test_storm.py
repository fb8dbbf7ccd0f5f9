"""Real processes against a real database of their own: writers, readers, kill -9."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

SECONDS_IN_FULL = "600" if os.environ.get("AMITY_DRILL") == "full" else "10"


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The URL of a new database on the kind of server these tests run on."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        yield f"sqlite://{tmp_path / 'storm.sqlite3'}"
        return
    name = f"amity_storm_{os.getpid()}"
    server = {"host": database["HOST"], "port": database["PORT"], "user": database["USER"]}
    with psycopg.connect(**server, password=database["PASSWORD"], dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            secret = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
            yield f"postgres://{database['USER']}{secret}@{database['HOST']}:{database['PORT']}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(module: str, *arguments: str) -> None:
    words = [sys.executable, "-m", f"amity.kernel.facts.tests.{module}", *arguments]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    print(ended.stdout)
    assert ended.returncode == 0, ended.stdout + ended.stderr[-3000:]


def raise_storm(url: str, seconds: str) -> None:
    run("storm", "--seconds", seconds, "--database", url)


def test_no_fact_is_lost_skipped_doubled_or_out_of_order_in_a_short_storm(empty_database):
    raise_storm(empty_database, "2.5")


@pytest.mark.slow
def test_no_fact_is_lost_skipped_doubled_or_out_of_order_in_a_storm(empty_database):
    raise_storm(empty_database, "25")


@pytest.mark.drill
def test_facts_survive_a_long_storm(empty_database):
    raise_storm(empty_database, SECONDS_IN_FULL)


@pytest.mark.slow
def test_a_fact_waits_less_than_a_second_for_an_idle_reader(empty_database):
    run("storm.latency", "--database", empty_database)
