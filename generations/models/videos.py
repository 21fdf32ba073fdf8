from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .gateway_accounts import GatewayAccount
from .generations import Generation
from .ids import uuid7
from .sets import Claim


class VideoQuerySet(models.QuerySet["Video"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return what this person may see: the one way to read people's objects."""
        return self.owned_by(user.pk) if user.pk else self.none()

    def owned_by(self, owner_id: UUID) -> Self:
        return self.filter(owner_id=owner_id)

    def kept(self) -> Self:
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def family_of(self, first: UUID) -> Self:
        """The clips that came from this one, by whatever ways; itself is not among."""
        return self.filter(family=first)

    def to_illustrate(self, now: datetime) -> Self:
        """Clips whose poster and preview are due, most overdue first."""
        return self.filter(next_action_at__lte=now).order_by("next_action_at")

    def claim(self, limit: int, next_action_at: datetime) -> list[Claim]:
        """Take up to `limit` of these rows, as Generation's claim does."""
        with transaction.atomic():
            found = list(
                self.select_for_update(skip_locked=True).values_list(
                    "pk", "lease_token"
                )[:limit]
            )
            Video.objects.filter(pk__in=[pk for pk, _ in found]).update(
                lease_token=F("lease_token") + 1, next_action_at=next_action_at
            )
        return [(pk, token + 1) for pk, token in found]


class Video(models.Model):
    """A clip in our own storage: whole, checked and kept.

    `family` is the id of the clip that all of its family came from, also where that
    one is gone by now; a clip that came from no other has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="videos"
    )
    generation = models.ForeignKey(
        Generation, on_delete=models.PROTECT, related_name="videos"
    )
    account = models.ForeignKey(
        GatewayAccount, on_delete=models.PROTECT, related_name="videos"
    )
    sandbox = models.BooleanField(editable=False)
    upstream_id = models.CharField(max_length=128)
    upstream_expires_at = models.DateTimeField()

    kind = models.CharField(max_length=24)
    model = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=200, blank=True)
    prompt = models.TextField(blank=True)
    note = models.TextField(blank=True)
    favourite = models.BooleanField(default=False)

    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    duration = models.DecimalField(max_digits=8, decimal_places=3)
    fps = models.FloatField()
    has_audio = models.BooleanField()
    thumbhash = models.CharField(max_length=60, blank=True)
    posters = models.JSONField(default=list)
    preview = models.CharField(max_length=200, blank=True)

    lease_token = models.BigIntegerField(default=0)
    next_action_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True)
    source_video = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="children"
    )
    family = models.UUIDField(null=True, editable=False)

    objects: ClassVar[VideoQuerySet] = VideoQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name = _("clip")
        verbose_name_plural = _("clips")
        permissions = [("take_down_video", _("May take a person's clip down"))]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "upstream_id"], name="one_video_per_result"
            )
        ]
        indexes = [
            models.Index(
                fields=["owner", "-id"],
                name="gallery",
                condition=Q(trashed_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "kind", "-id"],
                name="gallery_by_kind",
                condition=Q(trashed_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "-id"],
                name="gallery_favourites",
                condition=Q(favourite=True, trashed_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "-trashed_at"],
                name="trash",
                condition=Q(trashed_at__isnull=False),
            ),
            models.Index(
                fields=["owner", "family"],
                name="families",
                condition=Q(family__isnull=False),
            ),
            models.Index(
                fields=["next_action_at"],
                name="videos_to_illustrate",
                condition=Q(next_action_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
