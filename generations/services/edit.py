"""Change what a person may change of their own objects, and tell the feed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from generations.models import Change, Generation, ObjectType, Video


def edit_generation(generation: Generation, **changes: Any) -> None:
    """Set `title` or `hidden`."""
    _edit(generation, ObjectType.GENERATION, changes)


def edit_video(video: Video, **changes: Any) -> None:
    """Set `title`, `favourite` or `note`."""
    _edit(video, ObjectType.VIDEO, changes)


@transaction.atomic
def _edit(row: Generation | Video, kind: ObjectType, changes: dict[str, Any]) -> None:
    stamped = changes | {"updated_at": timezone.now()}
    if type(row)._default_manager.filter(pk=row.pk).update(**stamped):
        Change.objects.record(row.owner_id, kind, [row.pk])
    for name, value in stamped.items():
        setattr(row, name, value)
