"""Which network addresses are public, judged on the resolved address and not the name.

Python's own flags are not enough: `is_global` is true for multicast, NAT64 and 6to4
addresses, and the last two can carry a private IPv4 address inside.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

NEVER_PUBLIC_V4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
GLOBAL_UNICAST_V6 = ip_network("2000::/3")
NEVER_PUBLIC_V6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Return whether a connection to this literal address may leave for the internet.

    Everything outside 2000::/3 is refused in IPv6: loopback, link-local, unique local,
    v4-mapped, v4-compatible and NAT64 (64:ff9b::/96) addresses all live there.
    """
    try:
        judged = ip_address(address)
    except ValueError:
        return False
    if isinstance(judged, IPv4Address):
        return judged.is_global and not any(judged in net for net in NEVER_PUBLIC_V4)
    return _is_public_v6(judged)


def _is_public_v6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in GLOBAL_UNICAST_V6:
        return False
    return address.is_global and not any(address in net for net in NEVER_PUBLIC_V6)


def is_public_host(url: str) -> bool:
    """Say whether the host of an address may mean the same everywhere."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        ip_address(host)
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))
    return is_public(host)
