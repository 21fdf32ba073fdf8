"""Rules that need to know what a request names, one file for each kind that has some.

A check puts what it finds into the report of its case. What could not be read is
reported already and is passed over here, so that nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generations.capability.checking.case import Case, Settled
from generations.capability.checking.extension import check_extension
from generations.capability.checking.frames import check_frames
from generations.capability.checking.objects import check_uploads
from generations.capability.checking.sync import check_sync

__all__ = ["Case", "Settled", "check"]

Check = Callable[[Case], Settled]

_CHECKS: Mapping[str, Check] = {
    "image2video": check_frames,
    "video_extend": check_extension,
    "lip_sync": check_sync,
}


def check(case: Case, kind: str | None) -> Settled:
    """Judge a case by everything that it names, and by the rules of its kind."""
    check_uploads(case.report, case.things, case.materials)
    judge = _CHECKS.get(kind or "")
    return judge(case) if judge else Settled()
