"""A receiver on this machine, and an endpoint that leads to it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from amity.automation.webhooks import commands, queries
from amity.automation.webhooks.drafts import EndpointDraft
from amity.automation.webhooks.models import Endpoint
from amity.kernel.facts.readers import catch_up, introduce_readers, reader_named
from amity.kernel.outbox.lanes import carry_due_lanes


@dataclass
class Receiver:
    """Keeps (headers, body) of what arrives; answers `status`, or what `answer(number)` says."""

    port: int = 0
    status: int = 200
    body: bytes = b"thanks"
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def events(self) -> list[Any]:
        import json

        return [json.loads(body) for _headers, body in self.heard]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.PRIVATE_HOSTS = ("127.0.0.1",)
    kept = Receiver()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.heard.append((dict(self.headers.items()), body))
            self.send_response(kept.status)
            for name, value in kept.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(kept.body)))
            self.end_headers()
            self.wfile.write(kept.body)

        def log_message(self, *_words: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    kept.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@dataclass
class House:
    """An administrator's endpoint, and the worker's two steps by hand."""

    by: Any
    uid: Any
    receiver: Receiver

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint.objects.get(uid=self.uid)

    @property
    def row(self) -> queries.EndpointRow:
        return queries.get_endpoint(self.uid, seen_by=self.by)

    def read(self) -> None:
        while catch_up(reader_named("automation.webhooks")):
            pass

    def deliver(self) -> int:
        self.read()
        return carry_due_lanes()

    def deliveries(self, **more: Any) -> list[queries.Delivery]:
        return queries.delivery_list(self.uid, seen_by=self.by, **more)[0]


KINDS = ("person.created", "record.changed", "record.trashed", "order.placed", "note.written")


@pytest.fixture
def add_house(world: Any, receiver: Receiver) -> Callable[..., House]:
    """`add_house(kinds=…)` adds an endpoint of the administrator's."""
    introduce_readers()

    def add(by: Any = None, **draft: Any) -> House:
        owner = by or world.administrator
        uid = commands.add_endpoint(EndpointDraft(**{"url": receiver.url, "kinds": KINDS, **draft}), by=owner)
        return House(owner, uid, receiver)

    return add
