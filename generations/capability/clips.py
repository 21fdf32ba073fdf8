"""What stands against making more of a clip at the gateway.

The validator asks, and so do galleries, which show what a clip may still become.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from generations.capability import limits
from generations.capability.materials import Clip
from generations.capability.reading.report import Report
from generations.errors import Problem

if TYPE_CHECKING:
    from generations.capability.table import Table

#: Kinds whose clips the gateway extends, if their model is one that it extends.
EXTENDABLE = ("text2video", "image2video", "video_extend")
_KIND = "The gateway extends clips that it made from words or from one picture."
_MODEL = "The gateway does not extend clips of this model."
_NOTHING: Mapping[str, str] = {}


def against_extending(table: Table, clip: Clip, now: datetime) -> tuple[Problem, ...]:
    """Return every reason why a clip cannot be extended; none when it can."""
    report = Report()
    refuse_extension(report, "video", table, clip, now)
    return tuple(report.problems)


def against_faces(clip: Clip, now: datetime) -> tuple[Problem, ...]:
    """Return every reason why no faces can be looked for in a clip, nor be synced."""
    report = Report()
    refuse_faces(report, "video", clip, now)
    return tuple(report.problems)


def refuse_extension(
    report: Report, field: str, table: Table, clip: Clip, now: datetime
) -> None:
    _refuse_gone(report, field, clip, now)
    if clip.kind not in EXTENDABLE:
        report.add(field, "not_extendable", {"reason": _KIND})
    else:
        cell = table.cell("video_extend", clip.model, clip.mode or None, None)
        if cell is None or not cell.state.is_open:
            reason = (cell and cell.reason) or _MODEL
            report.add(field, "not_extendable", {"reason": reason})
    if clip.chain_seconds + limits.EXTENSION > limits.CHAIN:
        told = {"length": in_words(clip.chain_seconds), "limit": limits.CHAIN}
        report.add(field, "too_long_chain", {**told, "more": limits.EXTENSION})


def refuse_faces(
    report: Report, field: str, clip: Clip, now: datetime, label: str = ""
) -> None:
    """Report what stands against a clip; `label` names it where `field` does not."""
    names = {"label": label} if label else {}
    _refuse_gone(report, field, clip, now, names)
    if clip.duration > limits.FACES:
        told = {"length": in_words(clip.duration), "limit": limits.FACES, **names}
        report.add(field, "too_long_for_faces", told)


def _refuse_gone(
    report: Report,
    field: str,
    clip: Clip,
    now: datetime,
    names: Mapping[str, str] = _NOTHING,
) -> None:
    if clip.trashed:
        report.add(field, "in_trash", names)
    until = clip.upstream_until
    if until is None or until <= now:
        since = f" since {until:%Y-%m-%d}" if until else ""
        report.add(field, "expired_upstream", {"since": since, **names})


def in_words(seconds: Decimal) -> str:
    """Return seconds as a person reads them: `5`, `5.041`."""
    return f"{round(seconds, 3).normalize():f}"
