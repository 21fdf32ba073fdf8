"""Keep gateway accounts: the one that the variables describe, and the panel's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from generations import wiring
from generations.models import GatewayAccount, Source

NO_KEY = "no_key"

KEPT = (
    "name", "sandbox", "enabled", "base_url", "endpoint_path", "concurrency",
    "learned_limit", "key_sealed", "key_tail",
)  # fmt: skip
"""What an operator's form writes; the rest is learned and written by others."""

TELLING = 12
"""Characters that a key must have for its last four not to give it away."""


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


@transaction.atomic
def keep_account(account: GatewayAccount, key: str = "") -> None:
    """Write an account of the panel's own; an empty key leaves the one that is kept.

    Its address decides its realm. What was learned under another word, address or key
    is forgotten, and it is tried at once.
    """
    before = GatewayAccount.objects.filter(pk=account.pk).first()
    account.source = Source.ADMIN
    account.sandbox = wiring.is_sandbox_address(account.base_url)
    if key:
        account.key_sealed = wiring.sealed(key)
        account.key_tail = key[-4:] if len(key) >= TELLING else ""
    if before is None or before.concurrency != account.concurrency:
        account.learned_limit = account.concurrency
    account.save(update_fields=KEPT if before else None)
    if key or (before and _reached(before) != _reached(account)):
        account.close_breaker()


def _reached(account: GatewayAccount) -> tuple[str, str]:
    return account.base_url, account.endpoint_path


def stop_without_key(account: GatewayAccount, now: datetime) -> bool:
    """Stop an account whose key cannot be used where it says; say whether it was."""
    try:
        wiring.key_of(account)
    except wiring.NoKey as error:
        probe_after = timedelta(seconds=wiring.breaker_probe())
        account.open_breaker(
            code=NO_KEY, text=str(error), now=now, probe_after=probe_after
        )
        account.take_probe(now, probe_after)
        return True
    return False


@transaction.atomic
def name_models(account: GatewayAccount, named: Mapping[str, tuple[str, str]]) -> None:
    """Say where models of an account live, and what they are called on the wire.

    `named` maps each to its endpoint path and its name; empty means the account's own
    path, and the name on the gateway's page.
    """
    for model, (path, name) in named.items():
        told = {"endpoint_path": path, "wire_model_name": name}
        rows = account.models.filter(model=model)
        if not rows.update(**told) and (path or name):
            account.models.create(model=model, **told)


def reopen_models(account: GatewayAccount, models: Sequence[str]) -> None:
    """Send jobs for models again that the account was refused as having no right to."""
    rows = account.models.filter(model__in=models)
    rows.update(closed_until=None, closed_reason="")


def set_interfaces(
    account: GatewayAccount, *, audition_path: str, callback_families: Sequence[str]
) -> None:
    """Switch on what the gateway's page leaves open, where an operator knows more."""
    account.audition_path = audition_path
    account.callback_families = list(callback_families)
    account.save(update_fields=["audition_path", "callback_families"])
