"""How many calls a minute: one count for every address, on the shared cache.

Signed-in people are counted only where they change something. Who comes without a
valid credential is counted by address (TRUSTED_PROXIES has been judged by then).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from generations.services.rates import seconds_to_wait, seconds_to_wait_once_full

from .problems import Refusal

if TYPE_CHECKING:  # the API's settings name this module, and views read those
    from rest_framework.views import APIView


def stranger_waits(request: Request) -> int | None:
    """Count a call without a valid credential."""
    address = request.META.get("REMOTE_ADDR", "")
    return seconds_to_wait(f"from:{address}", settings.API_RATE_ANONYMOUS)


def stranger_knocks(request: HttpRequest) -> Refusal | None:
    """Count a call with a token that was never handed out; refuse one too many."""
    who = f"knock:{request.META.get('REMOTE_ADDR', '')}"
    wait = seconds_to_wait_once_full(who, settings.CALLBACK_RATE_UNKNOWN)
    if wait is None:
        return None
    return Refusal("rate_limited", headers={"Retry-After": str(wait)})


class CallsAMinute(BaseThrottle):
    """Hold back who changes things too fast, and strangers at the open doors."""

    def __init__(self) -> None:
        self._wait: int | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the call, unless it is a signed-in person's look."""
        if not request.user.is_authenticated:
            self._wait = stranger_waits(request)
        elif request.method not in ("GET", "HEAD"):
            self._wait = seconds_to_wait(f"by:{request.user.pk}", settings.API_RATE)
        return self._wait is None

    def wait(self) -> float | None:
        """Return the seconds until the next call is taken."""
        return self._wait
