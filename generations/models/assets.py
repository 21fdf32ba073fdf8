from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .ids import uuid7
from .videos import Video


class Purpose(models.TextChoices):
    """What an upload is for. It decides what is taken, and what becomes of it."""

    IMAGE = "image"
    MASK = "mask"
    AUDIO = "audio"
    VIDEO = "video"


class AssetQuerySet(models.QuerySet["Asset"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return what this person may see: the one way to read people's objects."""
        return self.owned_by(user.pk) if user.pk else self.none()

    def owned_by(self, owner_id: UUID) -> Self:
        return self.kept().filter(owner_id=owner_id)

    def kept(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def removed(self, before: datetime) -> Self:
        """What its owner removed before `before`, and whose files are still there."""
        return self.filter(deleted_at__lt=before).order_by("deleted_at")

    def twins(self, asset: Asset) -> Self:
        """The same bytes for the same purpose, from the same clip or from none."""
        return self.owned_by(asset.owner_id).filter(
            sandbox=asset.sandbox,
            purpose=asset.purpose,
            sha256=asset.sha256,
            source_video_id=asset.source_video_id,
        )

    def weight(self) -> tuple[int, int]:
        """Return how many they are, and how many bytes."""
        found = self.aggregate(count=Count("id"), bytes=Sum("size"))
        return found["count"], found["bytes"] or 0


class Asset(models.Model):
    """A picture, mask, sound or video that somebody brought, as it is kept and sent.

    `source_video` and `source_time` (seconds; null is the end) are a frame's, and
    `used_at` is when a request last named it. One that its owner removed is gone for
    everybody; its files stay for what is under way with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assets"
    )
    sandbox = models.BooleanField(editable=False)
    purpose = models.CharField(max_length=8, choices=Purpose)
    name = models.CharField(max_length=200, blank=True)

    type = models.CharField(max_length=40)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    has_audio = models.BooleanField(null=True)
    peaks = models.JSONField(default=list)
    file = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200, blank=True)

    source_video = models.ForeignKey(
        Video, on_delete=models.SET_NULL, null=True, related_name="frames"
    )
    source_time = models.DecimalField(max_digits=8, decimal_places=3, null=True)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[AssetQuerySet] = AssetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [
            models.Index(
                fields=["owner", "-id"],
                name="uploads",
                condition=Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "purpose", "-id"],
                name="uploads_by_purpose",
                condition=Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "purpose", "sha256"],
                name="uploads_by_content",
                condition=Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["deleted_at"],
                name="uploads_to_remove",
                condition=Q(deleted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
