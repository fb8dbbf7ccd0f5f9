"""Which addresses of the internet protocol are somebody else's, out on the internet."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Beyond what `is_global` leaves out: it counts several of these, depending on the version of Python.
_NEVER_V4 = [
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
# Of IPv6 only this is given out; mapped (::ffff:), NAT64 (64:ff9b::), ULA and link-local lie outside it.
_GIVEN_OUT_V6 = IPv6Network("2000::/3")
_NEVER_V6 = [
    IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, ORCHID, benchmarking and other protocols
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
# ISATAP: an IPv4 address in the last 32 bits of any prefix.
_ISATAP = {0x00005EFE, 0x02005EFE}


def is_public(address: Address) -> bool:
    """Whether a call to this address leaves for the internet. Whatever carries another address inside is refused."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NEVER_V4)
    if address.scope_id is not None or address not in _GIVEN_OUT_V6:
        return False
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return False
    return not any(address in network for network in _NEVER_V6)


class AllowedHosts:
    """What an operator allows besides the internet: names of hosts, addresses and networks."""

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._networks: list[Network] = []
        self._names: set[str] = set()
        for entry in filter(None, (text.strip() for text in entries)):
            try:
                self._networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                self._names.add(entry.lower().removesuffix("."))

    def may_be_called(self, host: str, address: Address) -> bool:
        """Whether `address`, which the name `host` led to, may be connected to."""
        return is_public(address) or host in self._names or any(address in network for network in self._networks)


def as_address(text: str) -> Address | None:
    """The address that `text` is in its plain spelling; None for everything else."""
    try:
        return ip_address(text)
    except ValueError:
        return None
