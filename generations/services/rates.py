"""How often something is done in a minute: one count for all processes."""

from __future__ import annotations

import time

from django.core.cache import cache

WINDOW = 60  # seconds


def seconds_to_wait(who: str, limit: int) -> int | None:
    """Count one more call; return how long to wait when that was one too many."""
    window, passed = divmod(int(time.time()), WINDOW)
    if counted(f"calls:{who}:{window}") <= limit:
        return None
    return WINDOW - passed


def seconds_to_wait_once_full(who: str, limit: int) -> int | None:
    """Do the same, but count no more once it is full: a flood then writes nothing."""
    window, passed = divmod(int(time.time()), WINDOW)
    key = f"calls:{who}:{window}"
    if cache.get(key, 0) >= limit:
        return WINDOW - passed
    counted(key)
    return None


def counted(key: str) -> int:
    """Count one more under a key that is kept for two windows; return how many."""
    try:
        return cache.incr(key)
    except ValueError:
        if cache.add(key, 1, timeout=2 * WINDOW):
            return 1
        return cache.incr(key)
