from __future__ import annotations

import os
import threading
import time
import uuid
from datetime import UTC, datetime

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """Return an id that can't be guessed and sorts by the time it was made.

    The layout is RFC 9562's version 7: 48 bits of Unix milliseconds, then 12 bits
    of the fraction of that millisecond, then 62 random bits. Within a process ids
    always rise, even where two are made in the same fraction.
    """
    global _last
    with _lock:
        ticks = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        _last = ticks
    millis, fraction = divmod(ticks, 4096)
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = (millis & ((1 << 48) - 1)) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62
    return uuid.UUID(int=value | tail)


def made_at(made: uuid.UUID) -> datetime:
    """Return when an id was made, to the millisecond."""
    return datetime.fromtimestamp((made.int >> 80) / 1000, UTC)


def first_id_at(moment: datetime) -> uuid.UUID:
    """Return the bound below which every id was made before `moment`."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)
