"""Ask the machine for the addresses of a name, and wait no longer than there is time."""

import socket
import threading
from collections.abc import Callable
from ipaddress import ip_address

from django.utils.translation import gettext as _

from amity.kernel.http.addresses import Address
from amity.kernel.http.errors import NoAnswer, TooSlow

Resolve = Callable[[str, int, float], list[Address]]
"""(host, port, seconds) -> addresses, the preferred first. Raises NoAnswer or TooSlow."""


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """What the machine's resolver answers."""
    found: list[list[Address] | OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.append([ip_address(str(row[4][0])) for row in rows])
        except OSError as error:
            found.append(error)
        except (ValueError, UnicodeError) as error:
            found.append(OSError(str(error)))

    # getaddrinfo knows no time limit; a thread that hangs in it ends with the resolver's own patience.
    thread = threading.Thread(target=ask, name="resolve", daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise TooSlow(_("Nobody could say in time where %(host)s is.") % {"host": host})
    answer = found[0]
    if isinstance(answer, OSError) or not answer:
        raise NoAnswer(_("There is no host called %(host)s.") % {"host": host})
    return list(dict.fromkeys(answer))
