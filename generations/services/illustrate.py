"""Draw what a clip is shown by: posters, a short preview, a blurred placeholder.

The clip is playable before this; a failure here never touches it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.media.renditions import renditions
from generations.media.unreadable import Unreadable
from generations.models import Change, ObjectType, Video

from .local_files import local

TRIES = 5


def illustrate(pk: UUID, token: int) -> None:
    """Make and keep the pictures of one clip, once."""
    now, pace = timezone.now(), wiring.pace()
    mine = Video.objects.filter(pk=pk, lease_token=token)
    lease = now + timedelta(seconds=pace.illustrate_lease)
    video = mine.first()
    if video is None or video.next_action_at is None:
        return
    if video.tries >= TRIES:
        # It ended whoever tried: the clip stays without pictures.
        mine.update(next_action_at=None)
        return
    if not mine.update(
        lease_token=token + 1, next_action_at=lease, tries=video.tries + 1
    ):
        return
    try:
        made = _make(video)
    except (Unreadable, OSError):
        _try_later(video, token + 1)
    else:
        _keep(video, token + 1, made)


def _make(video: Video) -> dict[str, object]:
    """Return the columns that tell of the pictures, which are in storage by then."""
    vault = wiring.vault()
    folder = video.file.rpartition("/")[0]
    with (
        TemporaryDirectory(prefix="renditions-") as name,
        local(video.file, video.size) as clip,
    ):
        made = renditions(clip, Path(name))
        posters = [[w, p.suffix[1:]] for w, p in sorted(made.posters.items())]
        for width, path in made.posters.items():
            vault.adopt(path, f"{folder}/{video.pk}-{width}{path.suffix}")
        vault.adopt(made.preview, f"{folder}/{video.pk}-preview.mp4")
    return {
        "posters": posters,
        "preview": f"{folder}/{video.pk}-preview.mp4",
        "thumbhash": made.thumbhash,
    }


@transaction.atomic
def _keep(video: Video, token: int, made: dict[str, object]) -> None:
    mine = Video.objects.filter(pk=video.pk, lease_token=token)
    if mine.update(next_action_at=None, tries=0, updated_at=timezone.now(), **made):
        Change.objects.record(video.owner_id, ObjectType.VIDEO, [video.pk])


def _try_later(video: Video, token: int) -> None:
    """Plan the next try; after several the clip stays without pictures."""
    wait = wiring.pace().wait(video.tries + 1, pacing.SAVE_BACKOFF)
    again = timezone.now() + timedelta(seconds=wait)
    Video.objects.filter(pk=video.pk, lease_token=token).update(
        next_action_at=again if video.tries + 1 < TRIES else None
    )
