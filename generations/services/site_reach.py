"""Whether a gateway can open an address of this site."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from generations import wiring
from generations.media.addresses import is_public
from generations.models import GatewayAccount


def can_reach_site(account: GatewayAccount) -> bool:
    """Deny only what is certain: a gateway elsewhere opens no address of this network.

    A gateway on this network, as the sandbox is, opens all of them.
    """
    return is_public_host(wiring.site_url()) or not is_public_host(account.base_url)


def is_public_host(url: str) -> bool:
    """Say whether the host of an address may mean the same everywhere."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        ip_address(host)
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))
    return is_public(host)
