"""What every request and every answer passes, before anything of Django's."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

import structlog
from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO")
CLOSED = {
    # Pages are a person's own; what others may keep has its own word for it.
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class Around:
    """Middleware of two plain steps that serves threads and event loops alike."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        """Answer the request, or return the coroutine that will."""
        if iscoroutinefunction(self.get_response):
            return self._answer_later(request)
        self.before(request)
        return self.after(self.get_response(request))

    async def _answer_later(self, request: HttpRequest) -> HttpResponseBase:
        self.before(request)
        return self.after(await self.get_response(request))

    def before(self, request: HttpRequest) -> None:
        """Change the request before anyone reads it."""

    def after(self, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, changed or not."""
        return response


class TrustedProxies(Around):
    """Believe `X-Forwarded-*` from TRUSTED_PROXIES, and drop it from all others.

    Afterwards REMOTE_ADDR, the host and the scheme are true for everyone who reads
    them, so nothing further in needs to know that a proxy exists.
    """

    def before(self, request: HttpRequest) -> None:
        """Put the forwarded values where Django looks for the direct ones."""
        client, host, scheme = (request.META.pop(name, "") for name in FORWARDED)
        if not _is_trusted(request.META.get("REMOTE_ADDR", "")):
            return
        if client:
            request.META["REMOTE_ADDR"] = _first_stranger(client)
        if host:
            request.META["HTTP_HOST"] = host.rpartition(",")[2].strip()
        if scheme.rpartition(",")[2].strip().lower() == "https":
            _arrived_by_https(request)


class ClosedHeaders(Around):
    """Close what no answer of ours uses, unless the answer has its own word."""

    def after(self, response: HttpResponseBase) -> HttpResponseBase:
        """Add the headers that neither Django nor its packages set."""
        for name, value in CLOSED.items():
            response.headers.setdefault(name, value)
        return response


def _arrived_by_https(request: HttpRequest) -> None:
    scope = getattr(request, "scope", None)
    if scope is None:
        request.META["wsgi.url_scheme"] = "https"
    else:
        scope["scheme"] = "https"


class RequestIds(Around):
    """Tell the caller under which id the log keeps the request; inside the logger."""

    def after(self, response: HttpResponseBase) -> HttpResponseBase:
        """Add the id that django-structlog gave the request."""
        known = structlog.contextvars.get_contextvars()
        response.headers["X-Request-Id"] = known.get("request_id", "")
        return response


def _is_trusted(address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(ip in ip_network(network) for network in settings.TRUSTED_PROXIES)


def _first_stranger(chain: str) -> str:
    """Return the last address of the chain that is no proxy of ours.

    Proxies append, so all that stands before it is the client's own claim.
    """
    addresses = [part.strip() for part in chain.split(",")]
    strangers = [address for address in addresses if not _is_trusted(address)]
    return strangers[-1] if strangers else addresses[0]
