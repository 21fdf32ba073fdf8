"""Turn settings into the clients that services use: the only file that does."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from urllib.parse import urlsplit

from django.conf import settings

from generations import pacing
from generations.capability import Table, seed_table
from generations.gateway import Endpoint, Gateway, default_wire_name
from generations.media.addresses import is_public_host
from generations.media.download import Downloader
from generations.media.vault import Vault, from_url
from generations.models import GatewayAccount, Source, TablesInForce
from generations.sealing import IN_THE_OPEN, Unopenable, opened, seal


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


def upload_rate() -> int:
    """How many uploads one person may bring in a minute."""
    return settings.UPLOAD_RATE


def welcome_credits() -> Decimal:
    return settings.NEW_USER_CREDITS


def media_key() -> bytes:
    """The secret behind signed media addresses."""
    return b"media:" + settings.SECRET_KEY.encode()


def site_url() -> str:
    return settings.SITE_URL


class NoKey(LookupError):
    """An account has no key that may be sent where it says; the text says why."""


def key_of(account: GatewayAccount) -> str:
    """Return the account's secret. It is handed to the client and nowhere else.

    Raises `NoKey` for an account of the other realm or at its address: a live key never
    goes to a sandbox, nor a rehearsal's job to the real gateway.
    """
    if account.sandbox != sandbox():
        raise NoKey(f"{account} is not of the realm at work.")
    if account.source == Source.SETTINGS:
        return settings.GATEWAY_KEY or "sandbox"
    if is_sandbox_address(account.base_url) != sandbox():
        raise NoKey(f"{account} has an address of the other realm.")
    if not account.key_sealed:
        raise NoKey(f"No key is kept for {account}. Enter it.")
    try:
        return opened(account.key_sealed, settings.SECRET_KEY)
    except Unopenable:
        told = (
            f"The key of {account} was sealed with another SECRET_KEY. Enter it anew."
        )
        raise NoKey(told) from None


def sealed(key: str) -> str:
    """Return a key as it may be kept."""
    return seal(key, settings.SECRET_KEY)


def is_sandbox_address(url: str) -> bool:
    """Say which realm an account belongs to, by its address alone.

    The host that the variables name is of the realm at work. Any other in this network
    is taken for a sandbox, and any other outside for the real gateway.
    """
    host, own = urlsplit(url), urlsplit(settings.SANDBOX_URL)
    if (host.hostname, host.port) == (own.hostname, own.port):
        return True
    if host.hostname == urlsplit(settings.GATEWAY_URL).hostname:
        return sandbox()
    return not is_public_host(url)


def gateway_secrets() -> frozenset[str]:
    """Return the keys that no page may show; a rehearsal's own is no secret."""
    for account in GatewayAccount.objects.kept_here().exclude(key_sealed=""):
        with suppress(Unopenable):
            opened(account.key_sealed, settings.SECRET_KEY)
    given = frozenset() if sandbox() else frozenset({settings.GATEWAY_KEY})
    return given | frozenset(tuple(IN_THE_OPEN))


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
