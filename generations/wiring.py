"""Turn settings into the clients that services use: the only file that does."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from hashlib import blake2b

from django.conf import settings

from generations import pacing
from generations.capability import Table, seed_table
from generations.gateway import Endpoint, Gateway, default_wire_name
from generations.media.download import Downloader
from generations.media.vault import Vault, from_url
from generations.models import GatewayAccount, Source, TablesInForce


def sandbox() -> bool:
    """Whether the studio rehearses: nothing that is made now costs money."""
    return settings.SANDBOX


def pace() -> pacing.Pace:
    return pacing.Pace(settings.STUDIO_PACE, settings.CREATE_DEADLINE)


def breaker_probe() -> float:
    """Seconds between probes through an open breaker; never more than one a second."""
    return max(1.0, pace().scaled(pacing.BREAKER_PROBE))


@cache
def gateway() -> Gateway:
    return Gateway(query_deadline=pacing.QUERY_DEADLINE)


@cache
def downloader() -> Downloader:
    return Downloader(settings.RESULT_HOSTS)


@cache
def vault() -> Vault:
    return from_url(
        settings.STORAGE_URL,
        settings.STUDIO_DATA_DIR / "media",
        access_key=settings.AWS_ACCESS_KEY_ID,
        secret_key=settings.AWS_SECRET_ACCESS_KEY,
        session_token=settings.AWS_SESSION_TOKEN,
    )


tables = TablesInForce(seed_table)


def table() -> Table:
    """Return the capability and price tables that count now in the realm at work."""
    return tables.table(sandbox=sandbox())


def max_waiting() -> int:
    return settings.MAX_WAITING


def welcome_credits() -> Decimal:
    return settings.NEW_USER_CREDITS


def media_key() -> bytes:
    """The secret behind signed media addresses."""
    return b"media:" + settings.SECRET_KEY.encode()


def site_url() -> str:
    return settings.SITE_URL


def key_of(account: GatewayAccount) -> str:
    """Return the account's secret. It is handed to the client and nowhere else.

    Raises LookupError for an account of the other realm: a live key never goes to a
    sandbox's address, nor a rehearsal's job to the real gateway.
    """
    if account.sandbox != sandbox():
        raise LookupError(f"{account} is not of the realm at work")
    if account.source == Source.SETTINGS:
        return settings.GATEWAY_KEY or "sandbox"
    raise LookupError(f"No key is kept for {account}")


def gateway_secret() -> str:
    """Return what no page may show; empty while there is none worth hiding."""
    return "" if sandbox() else settings.GATEWAY_KEY


def endpoint_of(account: GatewayAccount, model: str) -> Endpoint:
    """Return where this account's jobs for one model are sent."""
    row = account.models.filter(model=model).first()
    path = (row and row.endpoint_path) or account.endpoint_path
    return Endpoint(account.base_url, path, key_of(account))


def digest_of(endpoint: Endpoint) -> str:
    """Return 32 digits that are the same only for the same address, path and key."""
    told = json.dumps([endpoint.base_url, endpoint.path, endpoint.key]).encode()
    secret = settings.SECRET_KEY.encode()[:64]
    return blake2b(told, digest_size=16, key=secret).hexdigest()


def wire_name_of(account: GatewayAccount, model: str, family: str) -> str:
    """Return what this account calls the model on the wire."""
    row = account.models.filter(model=model).first()
    return (row and row.wire_model_name) or default_wire_name(family, model)
