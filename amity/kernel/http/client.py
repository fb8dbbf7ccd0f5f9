"""One call out, capped in time and size, to an address that was checked on the connection itself.

The name is resolved here and the connection is made to the checked address, not to the name: whatever the name leads
to a moment later (DNS rebinding) is never asked. TLS still checks the certificate against the name.
"""

import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError, SSLError

from amity import __version__
from amity.kernel.http.addresses import Address, AllowedHosts, as_address
from amity.kernel.http.connections import pool_to
from amity.kernel.http.deadline import Deadline
from amity.kernel.http.errors import Forbidden, NoAnswer, OutgoingError, TooLarge, TooSlow
from amity.kernel.http.resolving import Resolve, resolve
from amity.kernel.http.targets import Target, read_target

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
MOST_OCTETS = 1_000_000
MOST_REDIRECTS = 3
_CHUNK = 16_384
_REDIRECTS = {301, 302, 303, 307, 308}
_KEPT_METHOD = {307, 308}
# Meant for the first address alone.
_SECRETS = {"authorization", "cookie", "proxy-authorization"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `is_cut`: the body was longer and the caller wanted no more; `url` is where it came from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    is_cut: bool = False

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Client:
    """Calls addresses on the internet, and those of `allowed`. `ssl_context` None trusts whom the system trusts."""

    allowed: AllowedHosts = field(default_factory=AllowedHosts)
    resolve: Resolve = resolve
    ssl_context: ssl.SSLContext | None = None

    def call(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        redirects: int = 0,
        seconds: float = TOTAL_SECONDS,
        most_octets: int = MOST_OCTETS,
        may_cut: bool = False,
    ) -> Answer:
        """Ask and read the answer, whatever its status.

        `redirects` are followed, at most 3, each checked like the first. A body beyond `most_octets` (decompressed) is
        TooLarge, or cut where the caller `may_cut`. Raises Forbidden, NoAnswer, TooSlow, TooLarge.
        """
        target = read_target(url)
        sent = {"User-Agent": f"Amity/{__version__}", "Accept-Encoding": "identity", **(headers or {})}
        with Deadline(seconds) as deadline:
            for left in range(min(redirects, MOST_REDIRECTS), -1, -1):
                answer = self._once(method, target, body, sent, deadline, most_octets, may_cut)
                location = answer.headers.get("location", "")
                if not redirects or answer.status not in _REDIRECTS or not location:
                    return answer
                if left == 0:
                    raise Forbidden(
                        _("The address leads on and on: more than %(most)d redirects.") % {"most": redirects}
                    )
                there = target.joined(location)
                if target.scheme == "https" and there.scheme != "https":
                    raise Forbidden(_("The address leads from https to http."))
                if there.origin != target.origin:
                    sent = {name: value for name, value in sent.items() if name.lower() not in _SECRETS}
                if answer.status not in _KEPT_METHOD and method != "HEAD":
                    method, body = "GET", None
                target = there
        raise AssertionError("unreachable: the last round returns or raises")

    def _once(
        self, method: str, target: Target, body: bytes | None, headers: dict[str, str],
        deadline: Deadline, most_octets: int, may_cut: bool,
    ) -> Answer:  # fmt: skip
        problem: OutgoingError | None = None
        for address in self._addresses(target, deadline):
            try:
                return self._ask(address, method, target, body, headers, deadline, most_octets, may_cut)
            except NoConnection as error:
                problem = NoAnswer(str(error))
        raise problem or NoAnswer(_("There is no host called %(host)s.") % {"host": target.host})

    def _addresses(self, target: Target, deadline: Deadline) -> list[Address]:
        """Those the host leads to, if every single one may be called: a mixed answer is an attack or a mistake."""
        literal = as_address(target.host)
        found = [literal] if literal else self.resolve(target.host, target.port, deadline.left())
        for address in found:
            if not self.allowed.may_be_called(target.host, address):
                raise Forbidden(
                    _("%(host)s is inside a private network (%(address)s). Amity calls only addresses on the internet.")
                    % {"host": target.host, "address": address}
                )
        return found

    def _ask(
        self, address: Address, method: str, target: Target, body: bytes | None, headers: dict[str, str],
        deadline: Deadline, most_octets: int, may_cut: bool,
    ) -> Answer:  # fmt: skip
        left = deadline.left()
        pool = pool_to(address, target, deadline, self.ssl_context)
        try:
            answer = pool.urlopen(
                method,
                target.path,
                body=body,
                headers={**headers, "Host": target.netloc},
                timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=left),
                retries=False,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                decode_content=True,
            )
            try:
                octets, is_cut = _read(answer, deadline, most_octets, may_cut)
            finally:
                answer.close()
        except HTTPError as error:
            raise _in_words(error, target, deadline) from error
        except (OSError, ValueError) as error:
            raise _in_words(error, target, deadline) from error
        finally:
            pool.close()
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, names, octets, target.url, is_cut)


class NoConnection(OutgoingError):
    """Nobody listens at one of a host's addresses; another may."""


def _read(answer: Any, deadline: Deadline, most_octets: int, may_cut: bool) -> tuple[bytes, bool]:
    octets = bytearray()
    for chunk in answer.stream(_CHUNK):
        octets += chunk
        if deadline.is_over:
            raise TooSlow(_("The answer took too long."))
        if len(octets) > most_octets:
            if may_cut:
                return bytes(octets[:most_octets]), True
            raise TooLarge(_("The answer is larger than %(most)d bytes.") % {"most": most_octets})
    if deadline.is_over:  # an answer without a length ends wherever the connection is cut
        raise TooSlow(_("The answer took too long."))
    return bytes(octets), False


def _in_words(error: Exception, target: Target, deadline: Deadline) -> OutgoingError:
    words = {"host": target.host, "port": target.port}
    if isinstance(error, urllib3.exceptions.NewConnectionError) and not deadline.is_over:
        return NoConnection(_("Nobody takes connections at %(host)s, port %(port)d.") % words)
    if deadline.is_over or isinstance(error, urllib3.exceptions.TimeoutError):
        if isinstance(error, urllib3.exceptions.ConnectTimeoutError) and not deadline.is_over:
            return NoConnection(_("%(host)s did not take the connection in time.") % words)
        return TooSlow(_("%(host)s took too long to answer.") % words)
    if isinstance(error, SSLError):
        return NoAnswer(_("The certificate of %(host)s cannot be trusted: %(reason)s") % {**words, "reason": error})
    return NoAnswer(_("The connection to %(host)s broke: %(reason)s") % {**words, "reason": error})


@lru_cache(maxsize=8)
def _client_for(entries: tuple[str, ...]) -> Client:
    return Client(AllowedHosts(entries))


def house_client(entries: Collection[str] | None = None) -> Client:
    """The client with what this installation allows (AMITY_PRIVATE_HOSTS)."""
    return _client_for(tuple(settings.PRIVATE_HOSTS if entries is None else entries))
