"""Web domains of companies."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def domain_of(typed: str) -> str:
    """`https://www.Example.com/shop` -> `example.com`; raises Invalid for what holds no domain."""
    text = typed.strip().lower()
    try:
        # A lone bracket is no address at all.
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        host = ""
    host = host.removeprefix("www.").rstrip(".")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        host = ""
    if len(host) > 253 or not _DOMAIN.fullmatch(host):
        raise Invalid(
            "domain.invalid",
            _("“%(typed)s” is not a web domain. Write it like example.com.") % {"typed": typed[:80]},
            "domains",
        )
    return host
