"""How many entries a list may have."""

from __future__ import annotations

from collections.abc import Sequence

from generations.capability.reading.report import Report


def counted(
    report: Report,
    field: str,
    value: Sequence[object],
    bounds: tuple[int, int],
    what: str,
) -> None:
    """Report a list that has fewer or more entries than it takes."""
    least, most = bounds
    count = len(value)
    told: dict[str, object] = {"count": count, "what": what}
    if count < least:
        report.add(field, "too_few", {**told, "least": least, "over": least - count})
    elif count > most:
        report.add(field, "too_many", {**told, "limit": most, "over": count - most})
