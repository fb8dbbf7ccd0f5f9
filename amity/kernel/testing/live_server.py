"""The server that browsers of tests talk to: it knows what it is doing, so a test can end when it is done.

A page that is closed leaves requests behind (a draft kept at the last moment, "seen lately", an answer nobody waits
for). The tables may be emptied for the next test only after them. A pytest plugin, loaded by the root conftest.
"""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from pytest_django.live_server_helper import LiveServer

PATIENCE = 60
LOOK = 0.02
# A connection kept open by a client that is not the browser says nothing any more; the browser's are closed.
SILENT = 0.3


class WatchedServer(ThreadedWSGIServer):
    """Knows its open connections and which of them are being answered."""

    # A page of forty small files in two browsers at once; a full queue costs each file a second.
    request_queue_size = 256

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open: set[object] = set()
        self.answering: set[object] = set()

    def wait_until_quiet(self) -> None:
        """Return when nothing is being answered and nobody can ask any more; TimeoutError after PATIENCE seconds."""
        end = monotonic() + PATIENCE
        heard = monotonic()
        while monotonic() < end:
            if self.answering:
                heard = monotonic()
            if monotonic() - heard > (SILENT if self.open else LOOK):
                return
            sleep(LOOK / 2)
        raise TimeoutError("The server of the browser tests is still answering.")


class WatchedConnection(QuietWSGIRequestHandler):
    """Tells its server when it is opened, asked, done and closed."""

    server: WatchedServer

    def setup(self) -> None:
        self.server.open.add(self)
        super().setup()

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.server.open.discard(self)

    def parse_request(self) -> bool:
        self.server.answering.add(self)
        return super().parse_request()

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        finally:
            self.server.answering.discard(self)


class WatchedThread(LiveServerThread):
    httpd: WatchedServer

    def _create_server(self, connections_override: Any = None) -> WatchedServer:
        return WatchedServer(
            (self.host, self.port),
            WatchedConnection,
            allow_reuse_address=False,
            connections_override=connections_override,
        )


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """pytest-django's fixture of this name, with a server that can be waited for."""
    server = LiveServer("localhost", start=False)
    plain = server.thread
    server.thread = WatchedThread(
        plain.host, static_handler=plain.static_handler, connections_override=plain.connections_override
    )
    server.thread.daemon = True
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _quiet_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Between the end of a test (its browsers are closed) and the emptying of the tables."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    server = request.getfixturevalue("live_server")
    yield
    server.thread.httpd.wait_until_quiet()
