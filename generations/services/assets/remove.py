"""Remove uploads: out of sight at once, their files when nothing needs them more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from generations.models import Asset, Change, ObjectType

from .arrivals import delete_files
from .use import needed

LINGER = timedelta(hours=1)
"""Longer than it takes to accept a request that was checked before the removal."""

FEW = 200


@transaction.atomic
def remove_asset(asset: Asset) -> None:
    """Take an upload away from its owner; what is under way with it goes on."""
    mine = Asset.objects.kept().filter(pk=asset.pk)
    if mine.update(deleted_at=timezone.now()):
        Change.objects.record(
            asset.owner_id, ObjectType.ASSET, [asset.pk], deleted=True
        )


def clear_removed() -> int:
    """Remove the files of what was taken away, and its row; return how many.

    What a job under way names is left for later. The row goes first, so that none
    lacks its file.
    """
    old = list(Asset.objects.removed(timezone.now() - LINGER)[:FEW])
    busy = needed({asset.owner_id for asset in old})
    free = [asset for asset in old if asset.pk not in busy]
    for asset in free:
        asset.delete()
        delete_files(asset)
    return len(free)
