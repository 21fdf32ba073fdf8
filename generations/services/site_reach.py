"""Whether a gateway can open an address of this site."""

from __future__ import annotations

from generations import wiring
from generations.media.addresses import is_public_host
from generations.models import GatewayAccount


def can_reach_site(account: GatewayAccount) -> bool:
    """Deny only what is certain: a gateway elsewhere opens no address of this network.

    A gateway on this network, as the sandbox is, opens all of them.
    """
    return is_public_host(wiring.site_url()) or not is_public_host(account.base_url)
