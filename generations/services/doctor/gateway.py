from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from generations import wiring
from generations.models import GatewayAccount
from generations.services.gateway_accounts import sync_from_settings

from .workers import running_port, running_studios

PROBED = "v2.5-turbo"
"""Any model: a key is judged the same for all."""


def check() -> Iterator[tuple[str, str]]:
    """Ask each account for a task that cannot exist: that is free."""
    sync_from_settings()
    accounts = GatewayAccount.objects.filter(sandbox=wiring.sandbox(), enabled=True)
    for account in accounts.order_by("pk"):
        if settings.SANDBOX_EMBEDDED and not running_studios():
            yield "The sandbox starts with the studio.", ""
        elif settings.SANDBOX_EMBEDDED and (port := running_port()) != settings.PORT:
            yield (
                f"The studio of this folder runs on port {port}, not {settings.PORT}.",
                f"Ask again with PORT={port}.",
            )
        else:
            yield from _account(account)


def _account(account: GatewayAccount) -> Iterator[tuple[str, str]]:
    try:
        endpoint = wiring.endpoint_of(account, PROBED)
    except wiring.NoKey as error:
        yield str(error), "Enter its key in the admin, at Gateway."
        return
    reach = wiring.gateway().ping(endpoint)
    if not reach.is_reachable:
        yield (
            f"{account} is out of reach at {account.base_url}: {reach.detail}.",
            "Check GATEWAY_URL, and that this machine may connect to it.",
        )
    elif reach.key != "accepted":
        doubt = "refuses the key" if reach.key == "refused" else "answers strangely"
        yield (
            f"{account} {doubt}: {reach.detail}.",
            "Check GATEWAY_KEY and GATEWAY_ENDPOINT, and the account's balance.",
        )
    elif account.breaker_is_open:
        yield (
            f"{account} is stopped since {account.breaker_opened_at:%Y-%m-%d %H:%M} "
            f"UTC: {account.breaker_text}.",
            "Nothing to do if that is settled: sending goes on with the next probe.",
        )
    else:
        yield f"{account} is in reach and takes the key.", ""
