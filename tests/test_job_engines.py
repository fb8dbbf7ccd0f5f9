"""Jobs on Procrastinate and on Celery: the same promises as with our own workers, kept by real processes."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import Installation

pytestmark = pytest.mark.slow

PROCESS = str(Path(__file__).with_name("engine_jobs.py"))
# A database of Redis and a queue name of each installation's own: nobody else's messages are touched.
REDIS = os.environ.get("AMITY_TEST_REDIS", "redis://127.0.0.1:6379/9")
RABBITMQ = os.environ.get("AMITY_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672//")
# What docs/jobs.md promises for a worker that died on this host, and for a broker that lost everything; three times
# that, for these tests also run where others keep every core busy.
RUN_AGAIN_WITHIN = 3 * 10
SENT_AGAIN_WITHIN = 3 * 30
PATIENCE = 90


def listens(address: str) -> bool:
    parts = urlsplit(address)
    with closing(socket.socket()) as probe:
        return probe.connect_ex((parts.hostname, parts.port)) == 0


class Engine:
    """An installation whose jobs run on one engine; its workers are killed at the end."""

    def __init__(self, installation: Installation, name: str, broker: str = "") -> None:
        self.installation = installation
        self.environment = installation.environment
        self.environment |= {"AMITY_JOBS": name, "AMITY_BROKER": broker}
        self.environment["PYTHONPATH"] = str(Path(PROCESS).parent.parent)
        self.workers: list[subprocess.Popen[str]] = []

    def worker(self, queue: str = "quick") -> subprocess.Popen[str]:
        self.workers.append(self.installation.start("worker", "--queue", queue))
        return self.workers[-1]

    def ask(self, *arguments: str) -> Any:
        done = self.installation.python(PROCESS, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Read beside Amity."""
        url = self.environment.get("DATABASE_URL")
        if url:
            import psycopg

            with psycopg.connect(url) as connection:
                return connection.execute(question).fetchall()
        with closing(sqlite3.connect(self.installation.folder / "amity.sqlite3", timeout=20)) as database:
            return database.execute(question).fetchall()

    def states(self) -> Counter[str]:
        return Counter(state for (state,) in self.rows("SELECT state FROM job WHERE task LIKE '%errands%'"))

    def steps(self) -> Counter[str]:
        return Counter(text for (text,) in self.rows("SELECT text FROM job_line WHERE text LIKE 'step%'"))

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.communicate()


def within(seconds: float, is_true: Callable[[], Any]) -> float:
    """How long it took to come true; fails after `seconds`."""
    began = time.monotonic()
    while not is_true():
        assert time.monotonic() - began < seconds, f"did not come true within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture(params=["procrastinate", "redis", "rabbitmq"])
def engine(request: pytest.FixtureRequest, initialised: Installation) -> Iterator[Engine]:
    if request.param == "procrastinate":
        if find_spec("procrastinate") is None:
            pytest.skip("procrastinate is not installed")
        if "DATABASE_URL" not in initialised.environment:
            pytest.skip("Procrastinate needs PostgreSQL")
        made = Engine(initialised, "procrastinate")
        assert initialised.amity("upgrade", "--without-backup").returncode == 0
    else:
        broker = REDIS if request.param == "redis" else RABBITMQ
        if find_spec("celery") is None:
            pytest.skip("celery is not installed")
        if not listens(broker):
            pytest.skip(f"no {request.param} listens at {broker.rpartition('@')[2]}")
        made = Engine(initialised, "celery", broker)
    yield made
    made.end()
    if made.environment["AMITY_BROKER"]:
        forget_queues(made)


def forget_queues(engine: Engine) -> None:
    """Leave nothing at the broker."""
    code = (
        "import django; django.setup()\n"
        "from kombu import Connection\n"
        "from amity.kernel.jobs.engines.on_celery import queue_name\n"
        "import os\n"
        "with Connection(os.environ['AMITY_BROKER']) as broker:\n"
        "    for queue in ('quick', 'long'):\n"
        "        broker.default_channel.queue_delete(queue_name(queue))\n"
    )
    engine.environment["DJANGO_SETTINGS_MODULE"] = "amity.config.settings"
    done = engine.installation.python("-c", code)
    assert done.returncode == 0, done.stderr


def test_a_job_whose_worker_is_killed_goes_on_at_once_and_no_step_is_made_twice(engine, tmp_path):
    engine.worker("long")
    engine.ask("count_up", str(tmp_path / "deeds"), "100", "0.1")
    within(PATIENCE, lambda: len(engine.steps()) > 5)
    spare = engine.worker("long")
    within(PATIENCE, lambda: engine.rows("SELECT count(*) FROM job_worker")[0][0] == 2)
    first = engine.workers[0]
    first.kill()
    first.wait()
    before = len(engine.steps())
    assert within(RUN_AGAIN_WITHIN, lambda: len(engine.steps()) > before) < RUN_AGAIN_WITHIN
    within(PATIENCE, lambda: engine.states() == {"done": 1})
    assert engine.steps() == {f"step {number}": 1 for number in range(100)}
    assert (tmp_path / "deeds").read_text().splitlines() == ["start", "start"]
    spare.send_signal(signal.SIGTERM)
    assert spare.wait(PATIENCE) == 0


def test_three_workers_and_every_message_twice_run_each_job_once(engine, tmp_path):
    for _ in range(3):
        engine.worker()
    engine.ask("many", str(tmp_path / "deeds"), "60")
    within(PATIENCE, lambda: engine.states() == {"done": 60})
    deeds = Counter((tmp_path / "deeds").read_text().splitlines())
    assert deeds == {f"{end} {number}": 1 for number in range(60) for end in ("start", "end")}
    assert engine.rows("SELECT DISTINCT claims FROM job WHERE task LIKE '%errands%'") == [(1,)]


def test_what_was_committed_before_the_engine_knew_is_sent_and_what_was_rolled_back_is_not(engine, tmp_path):
    # Enqueued by our own engine: the row is there, no message is.
    name, engine.environment["AMITY_JOBS"] = engine.environment["AMITY_JOBS"], "embedded"
    engine.ask("timed", str(tmp_path / "deeds"), "never sent")
    engine.environment["AMITY_JOBS"] = name
    engine.ask("rolled_back", str(tmp_path / "deeds"))
    engine.worker()
    within(PATIENCE, lambda: engine.states() == {"done": 2})
    assert sorted((tmp_path / "deeds").read_text().splitlines()) == ["committed", "never sent"]


def test_a_worker_told_to_stop_hands_its_long_job_back_and_another_takes_it(engine, tmp_path):
    worker = engine.worker("long")
    engine.ask("count_up", str(tmp_path / "deeds"), "60", "0.1")
    within(PATIENCE, lambda: len(engine.steps()) > 3)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert engine.states() == {"waiting": 1}
    engine.worker("long")
    within(PATIENCE, lambda: engine.states() == {"done": 1})
    assert engine.steps() == {f"step {number}": 1 for number in range(60)}


def test_a_broker_that_dies_with_all_its_messages_loses_no_job(initialised, tmp_path):
    """Redis is killed, jobs are committed meanwhile without waiting long, and it comes back empty."""
    if find_spec("celery") is None or shutil.which("redis-server") is None:
        pytest.skip("celery or redis-server is not installed")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path), "--bind", "127.0.0.1"]
    engine = Engine(initialised, "celery", f"redis://127.0.0.1:{port}/0")
    broker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        within(10, lambda: listens(engine.environment["AMITY_BROKER"]))
        engine.ask("many", str(tmp_path / "deeds"), "5")
        broker.kill()
        broker.wait()
        engine.worker()
        assert engine.ask("timed", str(tmp_path / "deeds"), "while it was away") < 6
        time.sleep(3)
        assert "done" not in engine.states()
        broker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        within(SENT_AGAIN_WITHIN, lambda: engine.states() == {"done": 6})
        deeds = Counter((tmp_path / "deeds").read_text().splitlines())
        assert set(deeds.values()) == {1} and len(deeds) == 11
    finally:
        engine.end()
        broker.kill()
        broker.wait()


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"AMITY_JOBS": "rq"}, "Amity knows embedded, procrastinate, celery"),
        ({"AMITY_JOBS": "celery"}, "set AMITY_BROKER"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(initialised, setting, says):
    initialised.environment |= setting
    done = initialised.amity("worker")
    assert done.returncode == 2
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1
