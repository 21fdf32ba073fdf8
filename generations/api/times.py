"""Instants as the interface spells them."""

from __future__ import annotations

from datetime import datetime, timedelta


def spelt(at: datetime) -> str:
    """Return an instant of UTC in ISO 8601, ending in Z."""
    return f"{at.isoformat()[:-6]}Z"


def spelt_or_none(at: datetime | None) -> str | None:
    return None if at is None else f"{at.isoformat()[:-6]}Z"


def whole_seconds(
    starts: tuple[datetime, datetime] | None,
) -> dict[str, str] | None:
    """Return a range of starts, widened to whole seconds, so that asking twice in a
    row does not look like news."""
    if starts is None:
        return None
    earliest, latest = starts
    after = latest.replace(microsecond=0) + timedelta(seconds=1)
    return {
        "earliest": spelt(earliest.replace(microsecond=0)),
        "latest": spelt(after),
    }
