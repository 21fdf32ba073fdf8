"""The gateway's notifications: a hint to look now, never a source of truth.

Each attempt to buy gets an address of its own that nobody can guess. Only its digest is
kept, and committed before the call that tells the gateway of it; so whoever reads the
database can call nothing back, and a callback that overtakes the create's answer finds
its attempt. What a callback says is not even read: it moves the next look to now.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import FAMILIES
from generations.models import GatewayAccount, Generation, SubmitAttempt

from .site_reach import can_reach_site

PATH = "/callbacks/"
TOKEN_BYTES = 24


class SecretAddress(NamedTuple):
    """An address that nobody can guess, and the digest that is kept of it."""

    url: str
    digest: str


NOWHERE = SecretAddress("", "")


def address_for_attempt(account: GatewayAccount, kind: str) -> SecretAddress:
    """Return a fresh secret address; NOWHERE if the gateway could make no use of it."""
    takes_one = FAMILIES[kind].has_callback or kind in account.callback_families
    if not takes_one or not can_reach_site(account):
        return NOWHERE
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return SecretAddress(f"{wiring.site_url()}{PATH}{token}", digest_of(token))


def digest_of(token: str) -> str:
    """Return what is kept of a token: too long to be guessed, it needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def called_back(token: str) -> bool:
    """Have the task behind an address looked at; False where nothing is behind it.

    A task that has ended, or whose create is still under way, is left as it is.
    """
    attempts = SubmitAttempt.objects.of_callback(digest_of(token))
    attempt = attempts.only("pk", "generation_id", "called_back_at").first()
    if attempt is None:
        return False
    moment = _next_look(attempt.called_back_at, timezone.now())
    with transaction.atomic():
        rows = Generation.objects.filter(pk=attempt.generation_id)
        if rows.looked_at_by(moment):
            attempts.update(called_back_at=moment)
    return True


def _next_look(last: datetime | None, now: datetime) -> datetime:
    """Return when a callback at `now` is followed: at once, or a gap after the last.

    Many at a time thus bring about one look and, for what the late ones tell, another.
    """
    if last is None or last > now:
        return last or now
    gap = timedelta(seconds=wiring.pace().scaled(pacing.CALLBACK_GAP))
    return max(now, last + gap)
