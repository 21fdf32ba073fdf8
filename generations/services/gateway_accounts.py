"""Keep the account that the variables describe in step with them."""

from __future__ import annotations

from django.conf import settings

from generations import wiring
from generations.models import GatewayAccount, Source


def sync_from_settings() -> GatewayAccount:
    """Write the settings' account into its row, if they differ; return it."""
    wanted = {
        "name": "Sandbox" if wiring.sandbox() else "First account",
        "base_url": settings.GATEWAY_URL,
        "endpoint_path": settings.GATEWAY_ENDPOINT,
        "concurrency": settings.GATEWAY_CONCURRENCY,
    }
    account, made = GatewayAccount.objects.get_or_create(
        source=Source.SETTINGS,
        sandbox=wiring.sandbox(),
        defaults=wanted | {"learned_limit": settings.GATEWAY_CONCURRENCY},
    )
    changed = {k: v for k, v in wanted.items() if getattr(account, k) != v}
    if not made and changed:
        if "concurrency" in changed:
            changed["learned_limit"] = settings.GATEWAY_CONCURRENCY
        GatewayAccount.objects.filter(pk=account.pk).update(**changed)
        account.refresh_from_db()
    return account
