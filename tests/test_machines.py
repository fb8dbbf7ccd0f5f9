"""Many machines: web processes and workers on one PostgreSQL, killed at random under load (`bin/drill machines`).

The two web processes stand behind a client that goes to the other one when the first does not answer, as a proxy does;
whatever dies is started again at once, as systemd does. A request counts as acknowledged once its answer arrived.
"""

import http.client
import json
import os
import queue
import random
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import pytest

from amity.config.serve import next_free_port
from tests.conftest import Installation
from tests.machines_process import EMAIL, PASSWORD

PROCESS = str(Path(__file__).with_name("machines_process.py"))
IS_FULL = os.environ.get("AMITY_DRILL") == "full"
SECONDS = float(os.environ.get("AMITY_DRILL_SECONDS", "600" if IS_FULL else "10"))
ENGINE = os.environ.get("AMITY_DRILL_JOBS", "procrastinate" if find_spec("procrastinate") else "embedded")
WRITERS = 4
# Start-up takes two seconds of a core: killed more often, nothing would be up.
BETWEEN_KILLS = (1.0, 4.0)
QUIET_WITHIN = 150


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
    """Adds people through the pages, one after the other, and remembers which were acknowledged."""

    def __init__(self, name: str, ports: list[int], cookies: dict[str, str], stop: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.ports, self.cookies, self.stop = ports, cookies, stop
        self.acknowledged: list[str] = []
        self.in_doubt: list[str] = []
        self.refused: list[tuple[int, str]] = []
        self.seconds: list[float] = []

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            email = f"{self.name}.{number}@example.org"
            fields = {"full_name": f"Person {number} of {self.name}", "emails": email}
            began = time.monotonic()
            status, is_sent = self.post("/people/new", fields, number)
            if status == 302:
                self.acknowledged.append(email)
                self.seconds.append(time.monotonic() - began)
            elif status is None:
                if is_sent:
                    self.in_doubt.append(email)
                self.stop.wait(0.2)
            else:
                self.refused.append((status, email))

    def post(self, path: str, fields: dict[str, str], number: int) -> tuple[int | None, bool]:
        """Status of the answer, or None; and whether the request may have arrived."""
        for port in [self.ports[(number + turn) % len(self.ports)] for turn in range(len(self.ports))]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                connection.connect()
            except OSError:
                continue  # nobody listens: the proxy asks the next one
            try:
                return post(connection, path, fields, self.cookies).status, True
            except (OSError, http.client.HTTPException):
                return None, True
            finally:
                connection.close()
        return None, False


def post(connection: Any, path: str, fields: dict[str, str], cookies: dict[str, str]) -> http.client.HTTPResponse:
    body = urlencode({**fields, "csrfmiddlewaretoken": cookies["amity-csrf"]})
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    for line in answer.headers.get_all("Set-Cookie") or []:
        if path == "/sign-in" and (found := re.match(r"([\w-]+)=([^;]+)", line)):
            cookies[found[1]] = found[2]
    answer.read()
    return answer


def sign_in(port: int) -> dict[str, str]:
    """A session, good for every web process: it stands in the database."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    cookies = {"amity-csrf": "a" * 32}
    answer = post(connection, "/sign-in", {"login": EMAIL, "password": PASSWORD}, cookies)
    assert answer.status == 302 and "amity" in cookies, answer.status
    return cookies


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
    done = initialised.python(PROCESS, "prepare")
    assert done.returncode == 0, done.stderr
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
    cookies = sign_in(ports[0])
    writers = [Writer(f"writer{number}", ports, cookies, stop) for number in range(WRITERS)]
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
    acknowledged = {email for writer in writers for email in writer.acknowledged}
    in_doubt = {email for writer in writers for email in writer.in_doubt}
    emails = found["emails"]
    seconds = sorted(second for writer in writers for second in writer.seconds)
    kills = {member.name: member.kills for member in everyone}
    print(
        f"\n{SECONDS:.0f} s on {ENGINE}: {sum(kills.values())} kills {kills}; {len(acknowledged)} people acknowledged, "
        f"{len(in_doubt)} in doubt ({len(in_doubt & set(emails))} of them stored), {len(promised)} jobs promised, "
        f"{len(found['jobs'])} stored, {found['crashes']} runs begun again; "
        f"slowest acknowledged {seconds[-1]:.1f} s, median {seconds[len(seconds) // 2] * 1000:.0f} ms; "
        f"quiet {time.monotonic() - began:.0f} s after the last kill"
    )
    assert sum(kills.values()) >= SECONDS / 4 - 1 and len(acknowledged) > SECONDS / 5 and len(promised) > SECONDS / 5
    assert not acknowledged - set(emails), "acknowledged, and not there"
    assert len(emails) == len(set(emails)) and not set(emails) - acknowledged - in_doubt
    assert found["people told"] == len(emails), "a person without its fact, or a fact without its person"
    assert not promised - set(found["jobs"]), "promised, and not there"
    assert set(found["states"]) == {"done"} and not found["behind"] and not found["parked"]
    short = len(found["jobs"]) - found["counted"]
    assert len(found["deeds"]) == short and set(found["deeds"].values()) == {1}
    assert found["steps twice"] == 0 and found["steps"] == 100 * found["counted"]
    assert found["due twice"] == 0
    assert not [refusal for writer in writers for refusal in writer.refused if refusal[0] != 503]


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
