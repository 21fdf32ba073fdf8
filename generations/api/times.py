"""Instants as the interface spells them."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil, floor


def spelt(at: datetime) -> str:
    """Return an instant of UTC in ISO 8601, ending in Z."""
    return f"{at.isoformat()[:-6]}Z"


def spelt_or_none(at: datetime | None) -> str | None:
    return None if at is None else f"{at.isoformat()[:-6]}Z"


GRIDS = (60.0, 10.0, 1.0, 0.1)
"""Seconds. A range is told in steps of at most a tenth of its width."""

NOISE = 0.001
"""The part of a step by which an instant may be beside it and still be on it."""


def tidied(starts: tuple[datetime, datetime] | None) -> dict[str, str] | None:
    """Return a range of starts, widened to round instants.

    So a forecast that is the same but for the noise of asking twice reads the same.
    """
    if starts is None:
        return None
    earliest, latest = (at.timestamp() for at in starts)
    grid = next((grid for grid in GRIDS if grid * 10 <= latest - earliest), GRIDS[-1])
    return {
        "earliest": _at(floor(earliest / grid + NOISE) * grid),
        "latest": _at(ceil(latest / grid - NOISE) * grid),
    }


def _at(seconds: float) -> str:
    return spelt(datetime.fromtimestamp(round(seconds, 1), UTC))
