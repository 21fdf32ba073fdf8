"""The trash: a clip put there can be taken back until it is removed for good."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from generations import wiring
from generations.models import Change, ObjectType, Video

from .edit import edit_video


def trash_video(video: Video) -> None:
    """Put a clip into the trash; what was made from it stays."""
    edit_video(video, trashed_at=timezone.now())


def restore_video(video: Video) -> None:
    edit_video(video, trashed_at=None)


def remove_video(video: Video) -> None:
    """Remove a clip of the trash for good: the row first, so that none lacks its file.

    One that was taken out of the trash meanwhile stays.
    """
    keys = [video.file, video.preview, *poster_keys(video).values()]
    frames = list(video.frames.kept().values_list("pk", flat=True))
    with transaction.atomic():
        mine = Video.objects.trashed().filter(pk=video.pk)
        if not mine.filter(trashed_at=video.trashed_at).delete()[0]:
            return
        Change.objects.record(
            video.owner_id, ObjectType.VIDEO, [video.pk], deleted=True
        )
        Change.objects.record(
            video.owner_id, ObjectType.GENERATION, [video.generation_id]
        )
        if frames:
            Change.objects.record(video.owner_id, ObjectType.ASSET, frames)
    for key in filter(None, keys):
        wiring.vault().delete(key)


def empty_old_trash() -> int:
    """Remove what lay in the trash for TRASH_DAYS; return how many clips."""
    before = timezone.now() - timedelta(days=settings.TRASH_DAYS)
    old = Video.objects.trashed().filter(trashed_at__lt=before)[:100]
    for video in old:
        remove_video(video)
    return len(old)


def poster_keys(video: Video) -> dict[int, str]:
    """Return where a clip's posters are kept, by their width in pixels."""
    folder = video.file.rpartition("/")[0]
    return {
        width: f"{folder}/{video.pk}-{width}.{suffix}"
        for width, suffix in video.posters
    }
