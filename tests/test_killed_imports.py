"""kill -9 of an importing process: the report equals the database each time, and in the end nothing is there twice."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.conftest import Installation

PROCESS = str(Path(__file__).with_name("importing_process.py"))
POINTS = 100 if os.environ.get("AMITY_DRILL") == "full" else 20
ROWS_A_POINT = 400
AT_COMMITS = ("before", "after")


@pytest.mark.drill
def test_an_import_survives_being_killed(initialised: Installation, tmp_path: Path) -> None:
    """Half of the points are around a commit, a quarter between the writes of a batch, a quarter at random."""
    rows = POINTS * ROWS_A_POINT + 500
    path = tmp_path / "people.csv"
    lines = "".join(f"{n},Person {n},person{n}@example.com,Firm {n % 97}\n" for n in range(rows))
    path.write_text(f"id,name,email,company\n{lines}", encoding="utf-8")
    initialised.environment["PYTHONPATH"] = str(Path(PROCESS).parent.parent)
    uid = initialised.python(PROCESS, "start", str(path)).stdout.strip()
    chance = random.Random(4)
    killed = 0
    for number in range(POINTS):
        point = AT_COMMITS[number // 2 % 2] if number % 2 else ("middle" if number % 4 else "anywhere")
        killed += run_and_kill(initialised, uid, point, chance)
    assert killed >= POINTS * 0.9, "some runs ended before their kill"
    last = initialised.python(PROCESS, "run", uid, "never", "0")
    assert last.returncode == 0, last.stdout + last.stderr
    assert last.stdout.endswith(f"done {rows} {{'new': {rows}}}\n"), last.stdout
    again = initialised.python(PROCESS, "start", str(path)).stdout.strip()
    repeated = initialised.python(PROCESS, "run", again, "never", "0")
    assert repeated.stdout.endswith(f"done {rows} {{'unchanged': {rows}}}\n"), repeated.stdout + repeated.stderr


def run_and_kill(installation: Installation, uid: str, point: str, chance: random.Random) -> bool:
    """One run, killed; False when it ended by itself. Fails when it found the report and the database at odds."""
    if point != "anywhere":
        done = installation.python(PROCESS, "run", uid, point, str(chance.randint(1, 5)))
        assert done.returncode in (-signal.SIGKILL, 0), done.stdout + done.stderr
        return done.returncode != 0
    process = installation.start_python(PROCESS, "run", uid, "never", "0")
    assert process.stdout is not None and process.stdout.readline() == "going on\n"
    time.sleep(chance.uniform(0, 0.4))
    process.kill()
    out, _error = process.communicate()
    assert process.returncode in (-signal.SIGKILL, 0), out
    return process.returncode != 0


def test_a_process_that_finds_report_and_database_at_odds_says_so(initialised: Installation, tmp_path: Path) -> None:
    """The drill's own look works: a report row without its person is noticed."""
    path = tmp_path / "people.csv"
    path.write_text("id,name,email\n1,Ann,ann@example.com\n2,Bo,bo@example.com\n", encoding="utf-8")
    initialised.environment["PYTHONPATH"] = str(Path(PROCESS).parent.parent)
    uid = initialised.python(PROCESS, "start", str(path)).stdout.strip()
    assert initialised.python(PROCESS, "run", uid, "never", "0").returncode == 0
    spoil = (
        "import django; django.setup(); "
        "from amity.customers.people.models import Person; Person.objects.last().delete()"
    )
    initialised.environment["DJANGO_SETTINGS_MODULE"] = "amity.config.settings"
    assert initialised.python("-c", spoil).returncode == 0
    assert initialised.python(PROCESS, "run", uid, "never", "0").returncode == 3


def test_the_command_line_imports_a_file(initialised: Installation, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("Name;E-Mail\nAnn;ann@example.com\nBo;bo@\n", encoding="utf-8")
    preview = initialised.amity("import", "people", str(path), "--dry-run")
    assert preview.returncode == 1 and "new 1" in preview.stdout and "wrong 1" in preview.stdout, preview.stderr
    done = initialised.amity("import", "people", str(path), "--yes")
    assert done.returncode == 1 and "Rows left out" in done.stdout
    unmapped = initialised.amity("import", "people", str(path), "--yes", "--map", "E-Mail=")
    assert unmapped.returncode == 0, unmapped.stdout
    gone = initialised.amity("import", "people", str(tmp_path / "gone.csv"), "--yes")
    assert gone.returncode == 2 and "Traceback" not in gone.stderr
