"""Read an address to call. One reading, strict: what two programs could read differently is refused."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import idna
from django.utils.translation import gettext as _

from amity.kernel.http.addresses import as_address
from amity.kernel.http.errors import Forbidden

LONGEST = 2_000
PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_BRACKETED = re.compile(r"\[[0-9a-fA-F:.]+\](:[0-9]+)?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` is a name in ASCII or an address without brackets; `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"

    def joined(self, location: str) -> "Target":
        """Where a redirect from here leads. Raises Forbidden."""
        return read_target(urljoin(self.url, location))


def read_target(url: str) -> Target:
    """Take an address apart. Raises Forbidden for everything but plain http and https addresses."""
    if len(url) > LONGEST:
        raise Forbidden(_("The address is longer than %(most)d letters.") % {"most": LONGEST})
    # urlsplit drops tabs and line breaks, browsers turn backslashes: neither is an address we were given.
    if "\\" in url or any(unicodedata.category(letter)[0] in "CZ" for letter in url):
        raise Forbidden(_("The address holds a blank, a backslash or a control character."))
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise Forbidden(_("This is no address of the web.")) from None
    if parts.scheme not in PORTS:
        raise Forbidden(_("Only addresses that begin with https:// or http:// can be called."))
    if "@" in parts.netloc:
        raise Forbidden(_("The address names a user. Leave the name and the password out."))
    if port == 0 or parts.netloc.endswith(":"):
        raise Forbidden(_("The address has a colon without a port."))
    is_bracketed = parts.netloc.startswith("[")
    if is_bracketed and not _BRACKETED.fullmatch(parts.netloc):
        raise Forbidden(_("This is no address of the web."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, _host(host, is_bracketed=is_bracketed), port or PORTS[parts.scheme], path)


def _host(host: str, *, is_bracketed: bool) -> str:
    unknown = Forbidden(_("The address has no host that Amity can read."))
    if is_bracketed:
        address = as_address(host)
        if address is None or address.version != 6 or "%" in host:
            raise unknown
        return str(address)
    name = host.removesuffix(".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii").lower().removesuffix(".")
        except idna.IDNAError:
            raise unknown from None
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise unknown
    # Resolvers read 0177.0.0.1, 2130706433, 0x7f.1 and 127.1 as addresses.
    if _NUMBER.fullmatch(labels[-1]):
        address = as_address(name)
        if address is None:
            raise Forbidden(
                _("Write the address of the host as four plain numbers, like 203.0.113.7, or use its name.")
            )
        return str(address)
    return name
