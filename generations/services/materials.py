"""One person's objects, as the rules of a request ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.capability.materials import Clip, FaceSession, Material
from generations.models import Asset, GatewayAccount, Video


class OwnMaterials:
    """Answers for one person: what is somebody else's is not there."""

    def __init__(self, owner_id: UUID) -> None:
        self._owner_id = owner_id
        self.now = timezone.now()
        self.sandbox = wiring.sandbox()

    @cached_property
    def audition(self) -> bool:
        """Whether an operator gave an account at work its audition interface."""
        at_work = GatewayAccount.objects.with_audition(sandbox=self.sandbox)
        return at_work.exists()

    def materials(self, ids: Iterable[str]) -> dict[str, Material]:
        """Return the person's uploads among these, in one query."""
        mine = Asset.objects.owned_by(self._owner_id)
        found = (_material(asset) for asset in mine.filter(pk__in=list(ids)))
        return {material.id: material for material in found}

    def clip(self, id: str) -> Clip | None:
        """Return a clip of the person's, one in the trash as well."""
        found = Video.objects.owned_by(self._owner_id).filter(pk=id).first()
        return clip_of(found) if found else None

    def face_session(self, id: str) -> FaceSession | None:
        return None


def clip_of(video: Video) -> Clip:
    """Return what the rules know of a clip.

    What the gateway gives back of an extension is the whole, longer clip, so the chain
    that a clip ends is as long as itself. A result without an id of its own there has
    our name for it, by which nothing can be made of it.
    """
    nameless = video.upstream_id == video.sha256
    return Clip(
        id=str(video.pk),
        kind=video.kind,
        model=video.model,
        mode=video.mode or None,
        width=video.width,
        height=video.height,
        duration=video.duration,
        chain_seconds=video.duration,
        upstream_until=None if nameless else video.upstream_expires_at,
        sandbox=video.sandbox,
        trashed=video.trashed_at is not None,
    )


def _material(asset: Asset) -> Material:
    source = asset.source_video_id
    return Material(
        id=str(asset.pk),
        purpose=asset.purpose,
        width=asset.width,
        height=asset.height,
        duration=asset.duration,
        sandbox=asset.sandbox,
        from_clip=str(source) if source else None,
    )
