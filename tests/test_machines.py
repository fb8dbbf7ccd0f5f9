"""Many machines: web processes and workers on one PostgreSQL, killed at random under load (`bin/drill machines`).

The two web processes stand behind a client that goes to the other one when the first does not answer, as a proxy does;
whatever dies is started again at once, as systemd does. A request counts as acknowledged once its answer arrived.
"""

import http.client
import json
import os
import queue
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import pytest

from amity.config.serve import next_free_port
from tests.conftest import Installation

PROCESS = str(Path(__file__).with_name("machines_process.py"))
IS_FULL = os.environ.get("AMITY_DRILL") == "full"
SECONDS = float(os.environ.get("AMITY_DRILL_SECONDS", "600" if IS_FULL else "8"))
ENGINE = os.environ.get("AMITY_DRILL_JOBS", "procrastinate" if find_spec("procrastinate") else "embedded")
WRITERS = 4
# Start-up takes two seconds of a core: killed more often, nothing would be up.
BETWEEN_KILLS = (1.0, 4.0)
QUIET_WITHIN = 300


@dataclass
class Member:
    """One process of the installation, started again when it dies."""

    name: str
    start: Callable[[], subprocess.Popen[str]]
    process: subprocess.Popen[str] | None = None
    kills: int = 0

    def look(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.process = self.start()

    def kill(self, chance: random.Random) -> None:
        """kill -9 it, or one of its children: granian's web process dies alone too."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            family = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children()]
            chance.choice(family).send_signal(signal.SIGKILL)
            self.kills += 1
        except psutil.NoSuchProcess:
            return


class Writer(threading.Thread):
    """Adds people through the API, one after the other. A request without an answer is sent again with its key."""

    def __init__(self, name: str, ports: list[int], token: str, stop: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.ports, self.token, self.stop = ports, token, stop
        self.acknowledged: dict[str, str] = {}
        self.in_doubt = 0
        self.replayed = 0
        self.never_answered: set[str] = set()
        self.refused: list[str] = []
        self.seconds: list[float] = []

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            self.add(f"{self.name}.{number}@example.org", number)

    def add(self, email: str, number: int) -> None:
        """Add one person, however many machines die meanwhile; give up only at the end of the drill."""
        body = json.dumps({"full_name": f"Person {number} of {self.name}", "emails": [{"address": email}]})
        began, turn = time.monotonic(), number
        while True:
            answer = self.post(self.ports[turn % len(self.ports)], body, key=email)
            turn += 1
            if answer is not None and answer[0] == 201:
                self.acknowledged[email] = answer[1]
                self.seconds.append(time.monotonic() - began)
                return
            if answer is not None and answer[0] < 500:
                self.refused.append(f"{answer}")
                return
            if self.stop.wait(0.1):
                self.never_answered.add(email)
                return

    def post(self, port: int, body: str, *, key: str) -> tuple[int, str] | None:
        """Status and the person's id, or None without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        try:
            connection.connect()
        except OSError:
            return None  # nobody listens: the proxy asks the next one
        try:
            connection.request("POST", "/api/v1/people", body, headers)
            answer = connection.getresponse()
            self.replayed += answer.getheader("Idempotent-Replayed") == "true"
            said = answer.read()
            return answer.status, json.loads(said)["id"] if answer.status == 201 else said.decode()[:300]
        except (OSError, ValueError, http.client.HTTPException):
            self.in_doubt += 1
            return None
        finally:
            connection.close()


class JobStarter(Member):
    """The process that starts jobs, one life after the other; each line it printed is a promise."""

    def __init__(self, installation: Installation) -> None:
        self.lives = 0
        self.promised: queue.SimpleQueue[int] = queue.SimpleQueue()

        def start() -> subprocess.Popen[str]:
            self.lives += 1
            process = installation.start_python(PROCESS, "start", f"life{self.lives}")
            threading.Thread(target=self.listen, args=(process,), daemon=True).start()
            return process

        super().__init__("job starter", start)

    def listen(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout:
            if line.endswith("\n") and line.strip().isdigit():
                self.promised.put(int(line))


@pytest.fixture
def house(initialised: Installation) -> Iterator[tuple[Installation, list[Member], list[int], JobStarter]]:
    if "DATABASE_URL" not in initialised.environment:
        pytest.skip("many machines need PostgreSQL")
    environment = initialised.environment
    environment |= {"AMITY_JOBS": ENGINE, "PYTHONPATH": str(Path(PROCESS).parent.parent)}
    environment["AMITY_BROKER"] = os.environ.get("AMITY_DRILL_BROKER", "")
    assert initialised.amity("upgrade", "--without-backup").returncode == 0
    # Several times as many as one token may: this is about deaths, not about limits.
    environment["AMITY_API_RATE"] = "0"
    ports: list[int] = []
    for _ in range(2):
        ports.append(next_free_port("127.0.0.1", ports[-1] + 1 if ports else 8900 + os.getpid() % 500))
    log = (initialised.folder / "drill.log").open("a")

    def starting(*command: str) -> Callable[[], subprocess.Popen[str]]:
        line = ["-m", *command]
        return lambda: subprocess.Popen(
            [os.sys.executable, *line], cwd=Path(PROCESS).parent.parent, env=environment, stdout=log, stderr=log
        )

    worker = ("amity.config.cli", "worker", "--queue")
    members = [Member(f"web {port}", starting("amity.config.web", "127.0.0.1", str(port), "1")) for port in ports]
    members += [Member(f"{queue} worker", starting(*worker, queue)) for queue in ("quick", "quick", "long")]
    starter = JobStarter(initialised)
    yield initialised, members, ports, starter
    for member in [*members, starter]:
        if member.process is not None and member.process.poll() is None:
            for child in psutil.Process(member.process.pid).children(recursive=True):
                child.kill()
            member.process.kill()
            member.process.wait()
    log.close()


@pytest.mark.drill
def test_machines_killed_at_random_lose_nothing_that_was_acknowledged(house):
    installation, members, ports, starter = house
    everyone = [*members, starter]
    for member in everyone:
        member.look()
    wait_for(lambda: all(map(answers, ports)), 120)
    stop, chance = threading.Event(), random.Random(11)
    made = installation.python(PROCESS, "prepare")
    assert made.returncode == 0, made.stderr
    token = made.stdout.split()[-1]
    writers = [Writer(f"writer{number}", ports, token, stop) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    until, kill_at = time.monotonic() + SECONDS, time.monotonic() + 1
    while time.monotonic() < until:
        for member in everyone:
            member.look()
        if time.monotonic() >= kill_at:
            chance.choice(everyone).kill(chance)
            kill_at = time.monotonic() + chance.uniform(*BETWEEN_KILLS)
        time.sleep(0.1)
    stop.set()
    for writer in writers:
        writer.join(40)
    starter.process.kill()
    starter.process.wait()
    for member in members:
        member.look()
    promised = set()
    began = time.monotonic()
    found = look(installation)
    while set(found["states"]) - {"done"} or found["behind"]:
        assert time.monotonic() - began < QUIET_WITHIN, found["states"]
        for member in members:
            member.look()
        time.sleep(1)
        found = look(installation)
    while not starter.promised.empty():
        promised.add(starter.promised.get())
    acknowledged = {email: uid for writer in writers for email, uid in writer.acknowledged.items()}
    unanswered = {email for writer in writers for email in writer.never_answered}
    emails = found["emails"]
    seconds = sorted(second for writer in writers for second in writer.seconds)
    kills = {member.name: member.kills for member in everyone}
    print(
        f"\n{SECONDS:.0f} s on {ENGINE}: {sum(kills.values())} kills {kills}; {len(acknowledged)} people acknowledged, "
        f"{sum(writer.in_doubt for writer in writers)} requests without an answer sent again, "
        f"{sum(writer.replayed for writer in writers)} of which had been carried out; {len(promised)} jobs promised, "
        f"{len(found['jobs'])} stored, {found['crashes']} runs begun again; "
        f"slowest acknowledged {seconds[-1]:.1f} s, median {seconds[len(seconds) // 2] * 1000:.0f} ms; "
        f"quiet {time.monotonic() - began:.0f} s after the last kill"
    )
    assert sum(kills.values()) >= SECONDS / 4 - 1 and len(acknowledged) > SECONDS / 5 and len(promised) > SECONDS / 5
    assert not acknowledged.items() - emails.items(), "acknowledged, and not there"
    assert not emails.keys() - acknowledged.keys() - unanswered and found["people"] == len(emails), "added twice"
    assert found["people told"] == len(emails), "a person without its fact, or a fact without its person"
    assert not promised - set(found["jobs"]), "promised, and not there"
    assert set(found["states"]) == {"done"} and not found["behind"] and not found["parked"]
    short = len(found["jobs"]) - found["counted"]
    assert len(found["deeds"]) == short and set(found["deeds"].values()) == {1}
    assert found["steps twice"] == 0 and found["steps"] == 100 * found["counted"]
    assert found["due twice"] == 0
    assert not [refusal for writer in writers for refusal in writer.refused]


def look(installation: Installation) -> dict[str, Any]:
    done = installation.python(PROCESS, "look")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def wait_for(is_true: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < until, f"did not come true within {seconds} s"
        time.sleep(0.2)
