"""Eight programs that edit the same people through the API: nobody is locked out, and no edit is lost."""

import itertools
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from amity.config.serve import next_free_port
from tests.conftest import Installation
from tests.test_serving import answers, within

PROCESS = str(Path(__file__).with_name("writing_people.py"))
WRITERS, PEOPLE = 8, 6
SECONDS = 60 if os.environ.get("AMITY_DRILL") == "full" else 5


@pytest.mark.drill
def test_eight_writers_of_the_same_people_lose_no_edit(initialised: Installation) -> None:
    """Versions form one chain, every accepted edit stands in it once, and each edit began from the one before."""
    initialised.environment["PYTHONPATH"] = str(Path(PROCESS).parent.parent)
    # How fast they may go is another test's.
    initialised.environment["AMITY_API_RATE"] = "0"
    house = ask(initialised, "prepare", str(PEOPLE))
    port = next_free_port("127.0.0.1", 8900 + os.getpid() % 500)
    server = initialised.start("serve", "--port", str(port))
    try:
        assert within(120, lambda: answers(port)), "no answer"
        reports = write_together(initialised, f"http://127.0.0.1:{port}", house)
    finally:
        server.terminate()
        said = server.communicate(timeout=30)[1]
    wrong = [line for report in reports for line in report["wrong"]]
    assert wrong == []
    log = said + "".join(path.read_text() for path in (initialised.folder / "logs").glob("*.log"))
    assert not [line for line in log.splitlines() if "locked" in line or "deadlock" in line or "ERROR" in line]
    found = ask(initialised, "look")
    assert found["deadlocks"] == 0
    for uid, person in found["people"].items():
        check_chain(person, [edit for report in reports for edit in report["accepted"] if edit[0] == uid])
    tell(reports)


def write_together(installation: Installation, address: str, house: dict[str, Any]) -> list[dict[str, Any]]:
    """What each of the writers reports."""
    writers = [
        subprocess.Popen(
            [sys.executable, PROCESS, "write", address, str(SECONDS), str(seed)],
            env=installation.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for seed in range(WRITERS)
    ]  # fmt: skip
    for writer in writers:
        writer.stdin.write(json.dumps(house))
        writer.stdin.close()
        writer.stdin = None
    try:
        return [json.loads(writer.communicate(timeout=SECONDS + 60)[0]) for writer in writers]
    finally:
        for writer in writers:
            writer.kill()


def check_chain(person: dict[str, Any], accepted: list[tuple[str, int, str]]) -> None:
    """Every version after the first is one accepted edit, the count is that of the edits, the facts agree."""
    versions = sorted(version for _uid, version, _mark in accepted)
    assert versions == list(range(versions[0], versions[0] + len(versions))), "a version was given out twice"
    assert versions[-1] == person["version"]
    marks = [mark for _uid, _version, mark in sorted(accepted, key=lambda edit: edit[1]) if mark]
    assert [int(mark.split(" ")[0]) for mark in marks] == list(range(1, len(marks) + 1)), "an edit was lost"
    assert person["about"] == marks[-1]
    for field in ("about", "language"):
        told = [changes[field] for changes in person["told"] if field in changes]
        assert all(after == before for (_b, after), (before, _a) in itertools.pairwise(told)), field
    assert [changes["about"][1] for changes in person["told"] if "about" in changes] == marks
    assert len(person["told"]) == len(accepted)


def ask(installation: Installation, *arguments: str) -> dict[str, Any]:
    done = installation.python(PROCESS, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def tell(reports: list[dict[str, Any]]) -> None:
    counts = Counter()
    for report in reports:
        counts["edits"] += len(report["accepted"])
        counts["stale"] += report["stale"]
        counts["requests"] += len(report["waits"])
    waits = sorted(wait for report in reports for wait in report["waits"])
    print(
        f"\n{WRITERS} writers, {PEOPLE} people, {SECONDS} s: {counts['requests']} requests, {counts['edits']} edits "
        f"accepted, {counts['stale']} refused as stale; a request took {waits[len(waits) // 2]:.0f} ms in the middle, "
        f"{waits[len(waits) * 95 // 100]:.0f} ms at the 95th, {waits[-1]:.0f} ms at most"
    )
