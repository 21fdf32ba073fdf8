"""What can be made of a clip, and why not: one answer for pages and API.

An answer holds for as long as nothing happens to the clip: that the gateway deletes
its copy is told by `until`, and not by a copy of the answer that grew old.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from generations import wiring
from generations.capability import Table
from generations.capability.checking.objects import check_realm
from generations.capability.clips import refuse_extension, refuse_faces
from generations.capability.materials import Clip
from generations.capability.reading.fields import FIELDS
from generations.capability.reading.report import Report
from generations.errors import Problem
from generations.models import Video

Action = Mapping[str, Any]
Actions = Mapping[str, Action]

MADE = {
    "extend": ("video_extend", "Extending a clip"),
    "continue": ("image2video", "Going on from a clip's last frame"),
    "lip_sync": ("lip_sync", "Lip-sync"),
}
"""Each action, the kind of request that it leads to, and what it is called."""

ENDS = ("extend", "lip_sync")
"""Actions for which the gateway needs its own copy of the clip."""

SHORT = 50
"""Up to so many seconds a clip's length stands in the way of nothing."""

MOST_KNOWN = 1000
TIMELESS = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)


class Facts(NamedTuple):
    """What of a clip decides. `long` is its seconds where they may matter, else 0.

    `is_upstream` says that the gateway calls the clip by an id that it told.
    """

    kind: str
    model: str
    mode: str
    sandbox: bool
    trashed: bool
    is_upstream: bool
    long: Decimal

    @property
    def clip(self) -> Clip:
        return Clip(
            id="",
            kind=self.kind,
            model=self.model,
            mode=self.mode or None,
            width=0,
            height=0,
            duration=self.long,
            chain_seconds=self.long,
            upstream_until=NEVER if self.is_upstream else None,
            sandbox=self.sandbox,
            trashed=self.trashed,
        )


class Offered:
    """What was found out of clips that are alike, under one table and in one realm."""

    def __init__(self, table: Table, *, sandbox: bool) -> None:
        self.table, self.sandbox = table, sandbox
        self._known: dict[Facts, Actions] = {}

    def actions(self, facts: Facts, until: object) -> Actions:
        """Return each action of a clip; an open one that ends does so at `until`."""
        found = self._known.get(facts)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = {name: self._action(name, facts) for name in MADE}
            self._known[facts] = found
        ending = (name for name in ENDS if found[name]["allowed"])
        return {**found, **{name: {**found[name], "until": until} for name in ending}}

    def _action(self, name: str, facts: Facts) -> Action:
        kind, what = MADE[name]
        if kind not in FIELDS:
            text = f"{what} opens with a later version of this studio."
            return _closed("not_offered_yet", text)
        report = Report()
        check_realm(report, "video", self, sandbox=facts.sandbox)
        self._check(report, name, facts.clip)
        for problem in report.problems:
            return _closed(problem.code, _said(problem))
        return {"allowed": True, "reason": None, "until": None}

    def _check(self, report: Report, name: str, clip: Clip) -> None:
        if name == "extend":
            refuse_extension(report, "video", self.table, clip, TIMELESS)
        elif name == "lip_sync":
            refuse_faces(report, "video", clip, TIMELESS)
        elif clip.trashed:
            report.add("video", "in_trash")


_offered: list[Offered] = []


def offered() -> Offered:
    """Return what is known under the table that is in force now."""
    table, sandbox = wiring.table(), wiring.sandbox()
    kept = _offered[0] if _offered else None
    if kept is None or kept.table is not table or kept.sandbox != sandbox:
        _offered[:] = [kept := Offered(table, sandbox=sandbox)]
    return kept


def facts_of(video: Video) -> Facts:
    return Facts(
        video.kind,
        video.model,
        video.mode,
        video.sandbox,
        video.trashed_at is not None,
        video.upstream_id != video.sha256,
        length_that_matters(video.duration),
    )


def length_that_matters(seconds: Decimal | float) -> Decimal:
    """Return a clip's length where it may stand in the way of something, else 0."""
    return Decimal(str(seconds)) if seconds > SHORT else Decimal(0)


def _closed(code: str, text: str) -> Action:
    return {"allowed": False, "reason": {"code": code, "text": text}, "until": None}


def _said(problem: Problem) -> str:
    """Return a problem and the way out of it, if there is one, in a row."""
    words = [problem.detail, problem.remedy.text if problem.remedy else ""]
    return " ".join(filter(None, words))
