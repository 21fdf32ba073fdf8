from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks


def check() -> Iterator[tuple[str, str]]:
    """Judge the settings together; each alone was judged when it was read."""
    found = [*_django(), *_addresses()]
    yield from found
    if not found:
        mode = "sandbox, nothing costs" if settings.SANDBOX else "a live gateway key"
        yield f"{settings.SITE_URL}, {mode}.", ""


def _django() -> Iterator[tuple[str, str]]:
    for message in checks.run_checks():
        if message.level >= checks.ERROR and not message.is_silenced():
            yield message.msg, message.hint or f"See Django's check {message.id}."


def _addresses() -> Iterator[tuple[str, str]]:
    public = not is_loopback(settings.SITE_URL)
    if public and settings.DEBUG:
        yield "DEBUG shows settings and source to the world.", "Set DEBUG=false."
    if public and settings.SITE_URL.startswith("http:"):
        yield (
            "SITE_URL is public without https: passwords travel in the open.",
            "Put a proxy with a certificate before it, and write SITE_URL=https://…",
        )
    plain = settings.GATEWAY_URL.startswith("http:")
    if plain and not settings.SANDBOX and not is_loopback(settings.GATEWAY_URL):
        yield (
            "GATEWAY_URL is not https: the key travels in the open.",
            "Write GATEWAY_URL=https://…",
        )


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine, judged by its name alone."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
