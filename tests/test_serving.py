"""`amity serve`: answers, heals, stops, leaves no orphan."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import psutil
import pytest

from amity.config.serve import next_free_port
from tests.conftest import Installation

pytestmark = pytest.mark.slow


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def within(seconds: float, is_true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def served(initialised: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = next_free_port("127.0.0.1", 8300 + os.getpid() % 500)
    server = initialised.start("serve", "--port", str(port))
    try:
        assert within(30, lambda: answers(port)), server.stderr.read() if server.poll() is not None else "no answer"
        yield server, port
    finally:
        server.kill()
        server.wait()
        server.stderr.close()


def test_sigterm_stops_everything_cleanly(served):
    server, port = served
    family = psutil.Process(server.pid).children(recursive=True)
    assert len(family) >= 5  # granian, its two web processes, two workers
    server.send_signal(signal.SIGTERM)
    assert server.wait(25) == 0
    assert within(2, lambda: not any(child.is_running() for child in family))
    assert not answers(port)


def test_a_killed_web_server_is_started_again(served):
    server, port = served
    web = next(child for child in psutil.Process(server.pid).children() if "amity.config.web" in child.cmdline())
    web.kill()
    assert within(10, lambda: not web.is_running())
    assert within(20, lambda: answers(port))


def test_a_killed_supervisor_leaves_no_orphans(served):
    server, _ = served
    family = psutil.Process(server.pid).children(recursive=True)
    server.kill()
    server.wait()
    assert within(15, lambda: not any(child.is_running() for child in family))


def test_a_second_serve_on_the_same_folder_is_refused(served, initialised):
    _, port = served
    second = initialised.amity("serve", "--port", str(next_free_port("127.0.0.1", port + 1)))
    assert second.returncode == 2
    assert "already runs" in second.stderr
    assert "Stop" in initialised.amity("upgrade").stderr


def test_several_web_only_servers_share_a_folder_and_run_no_worker(initialised):
    first = next_free_port("127.0.0.1", 8300 + os.getpid() % 500)
    ports = [first, next_free_port("127.0.0.1", first + 1)]
    servers = [initialised.start("serve", "--web-only", "--workers", "1", "--port", str(port)) for port in ports]
    try:
        assert within(60, lambda: all(map(answers, ports)))
        family = [child for server in servers for child in psutil.Process(server.pid).children(recursive=True)]
        assert len(family) == 4  # two granians, each with one web process
        assert "already runs" in initialised.amity("serve", "--port", str(next_free_port("127.0.0.1", 9300))).stderr
        for server in servers:
            server.send_signal(signal.SIGTERM)
        assert [server.wait(40) for server in servers] == [0, 0]
    finally:
        for server in servers:
            server.kill()
            server.wait()
            server.stderr.close()
