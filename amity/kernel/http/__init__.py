"""The one way out over HTTP: addresses checked on the connection itself, time and size capped, no proxies.

Nobody else imports an HTTP library. Nothing is sent from a command: who calls this is a carrier of the outbox or a job.
"""

from amity.kernel.http.client import Answer, Client, house_client
from amity.kernel.http.errors import Forbidden, NoAnswer, OutgoingError, TooLarge, TooSlow
from amity.kernel.http.targets import Target, read_target

__all__ = [
    "Answer",
    "Client",
    "Forbidden",
    "NoAnswer",
    "OutgoingError",
    "Target",
    "TooLarge",
    "TooSlow",
    "house_client",
    "read_target",
]
