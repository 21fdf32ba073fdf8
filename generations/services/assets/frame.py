"""Take a frame of one's own clip as a picture, for the start of another one."""

from __future__ import annotations

from generations.media.ingest import uploads
from generations.models import Asset, Purpose
from generations.services.local_files import local, scratch

from . import limits
from .arrivals import Arrivals, Origin
from .frame_wanted import Frame
from .room import check_disk, check_rate, check_share
from .words import told


def take_frame(frame: Frame, arrivals: Arrivals) -> Asset:
    """Store what a clip shows at a moment; `arrivals.keep` then makes it an upload.

    Raises what `take_in` raises.
    """
    video, time = frame.video, frame.time
    check_rate(video.owner_id)
    check_share(video.owner_id)
    check_disk(video.size)
    name = " ".join((video.title or video.prompt).split())[: limits.NAME]
    origin = Origin(video.owner_id, Purpose.IMAGE, name, video.pk, time)
    with (
        told("video"),
        local(video.file, video.size) as clip,
        scratch() as out,
        scratch() as small,
    ):
        kept = uploads.take_frame(clip, out, time, thumbnail=small)
        return arrivals.store(origin, kept)
