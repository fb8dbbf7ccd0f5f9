"""Connections to a checked address: nothing is resolved any more, and time runs from the first octet on."""

import socket
import ssl
from functools import partial
from ipaddress import ip_address
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from amity.kernel.http.addresses import Address
from amity.kernel.http.deadline import Deadline
from amity.kernel.http.targets import Target


def pool_to(
    address: Address, target: Target, deadline: Deadline, ssl_context: ssl.SSLContext | None
) -> HTTPConnectionPool:
    """A pool for one call. Its host is the address itself; over TLS the certificate is asked for the host's name."""
    if target.scheme == "http":
        plain = HTTPConnectionPool(str(address), target.port, maxsize=1, retries=False)
        plain.ConnectionCls = partial(_Plain, deadline, address)  # type: ignore[assignment]
        return plain
    secure = HTTPSConnectionPool(
        str(address),
        target.port,
        maxsize=1,
        retries=False,
        cert_reqs=ssl.CERT_REQUIRED,
        server_hostname=target.host,
        assert_hostname=target.host,
        ssl_context=ssl_context,
    )
    secure.ConnectionCls = partial(_Secure, deadline, address)  # type: ignore[assignment]
    return secure


class _Guarded:
    """Puts the deadline on the socket before anything is said, and looks once more whom it reached."""

    def __init__(self, deadline: Deadline, address: Address, *args: Any, **kwargs: Any) -> None:
        self._deadline, self._address = deadline, address
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        made: socket.socket = super()._new_conn()  # type: ignore[misc]
        self._deadline.guard(made)
        if ip_address(made.getpeername()[0]) != self._address:
            made.close()
            raise OSError("connected to another address than the checked one")
        return made


class _Plain(_Guarded, HTTPConnection):
    pass


class _Secure(_Guarded, HTTPSConnection):
    pass
