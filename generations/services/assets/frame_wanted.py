"""What a frame is asked for with: one's own clip, and the moment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from generations.capability.checking.objects import check_realm, refuse_unknown
from generations.capability.reading.ids import identity
from generations.capability.reading.report import Report
from generations.capability.reading.scalars import number
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.errors import ValidationFailed
from generations.models import Video
from generations.services.materials import OwnMaterials

FIELDS = ("video", "time")
LONGEST = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Frame:
    """A clip, and a moment of it in seconds; None is its end."""

    video: Video
    time: Decimal | None


def read_frame(owner_id: UUID, body: object) -> Frame:
    """Return the frame that a JSON body asks for.

    Raises `ValidationFailed` with every problem.
    """
    report = Report()
    if not isinstance(body, dict):
        report.add("non_field", "not_an_object", {"given": shown(body)})
        raise ValidationFailed(report.problems)
    refuse_strangers(report, Place("", "a frame", FIELDS), body)
    video = _video(report, owner_id, body.get("video"))
    time = _moment(report, body.get("time"))
    if report.problems or video is None:
        raise ValidationFailed(report.problems)
    return Frame(video, time)


def _video(report: Report, owner_id: UUID, value: object) -> Video | None:
    if value is None:
        report.add("video", "required")
        return None
    pk = identity(report, "video", value, "a clip")
    if pk is None:
        return None
    found = Video.objects.owned_by(owner_id).filter(pk=pk).first()
    if found is None:
        refuse_unknown(report, "video", "clip")
        return None
    if found.trashed_at is not None:
        report.add("video", "in_trash")
    known = OwnMaterials(owner_id)
    check_realm(report, "video", known, sandbox=found.sandbox)
    return found


def _moment(report: Report, value: object) -> Decimal | None:
    if value is None:
        return None
    seconds = number(report, "time", value, (0, LONGEST))
    return None if seconds is None else round(Decimal(str(seconds)), 3)
