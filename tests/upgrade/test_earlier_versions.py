"""A seeded database of every earlier version reaches this version with nothing lost."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT, Installation
from tests.upgrade.earlier_versions import earlier_versions, seeded

TABLES = ("person", "company", "customer_order")


def counts(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "amity.sqlite3")) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


@pytest.mark.slow
@pytest.mark.parametrize("version", earlier_versions())
def test_an_earlier_version_is_upgraded(version: str, tmp_path: Path):
    folder = tmp_path / "data"
    shutil.copytree(seeded(version, ROOT / "var" / "releases"), folder)
    before = counts(folder)
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "AMITY_DATA"}}
    installation = Installation(folder, environment | {"AMITY_DATA": str(folder)})
    done = installation.amity("upgrade")
    assert done.returncode == 0, done.stderr
    assert counts(folder) == before
    assert before["person"] > 0
