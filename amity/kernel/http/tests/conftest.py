"""Servers of this machine that tests call or must not reach."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


def whole_request(connection: socket.socket) -> bytes:
    """Head and body: they may come in two pieces."""
    heard = b""
    while b"\r\n\r\n" not in heard and (piece := connection.recv(65536)):
        heard += piece
    head, _, body = heard.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0]) and (piece := connection.recv(65536)):
        body += piece
    return head + b"\r\n\r\n" + body


class Server:
    """Takes connections on 127.0.0.1, counts them, keeps what they said and answers by `speak(connection)`."""

    def __init__(self, speak: Callable[[socket.socket], None] | None = None) -> None:
        self.connections = 0
        self.heard: list[bytes] = []
        self._speak = speak
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            try:
                if self._speak:
                    self._speak(connection)
                    return
                self.heard.append(whole_request(connection))
                connection.sendall(ANSWER)
            except OSError:
                return

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """`serve(speak)` starts a server that ends with the test."""
    started: list[Server] = []

    def start(speak: Callable[[socket.socket], None] | None = None) -> Server:
        started.append(Server(speak))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def canary(serve: Callable[..., Server]) -> Server:
    """A server that nobody may reach."""
    return serve()
