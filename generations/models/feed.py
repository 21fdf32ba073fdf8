"""The change feed: what became different for each person, in one order.

Each person has one counter, raised by an UPDATE inside the transaction that makes
the change. Its row lock lasts until the commit, so a lower number can never become
visible after a higher one was read: database sequences do not promise that.

An object has one row, which moves to the newest number. So the feed never outgrows
the objects, reading it from 0 is a full copy, and what is read twice is merely read
as it is now.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone

TOMBSTONES_KEPT = timedelta(days=90)


class ObjectType(models.TextChoices):
    """What the feed tells about. An open set for clients."""

    GENERATION = "generation"
    VIDEO = "video"
    ASSET = "asset"


def new_epoch() -> str:
    return secrets.token_hex(4)


class Feed(models.Model):
    """One person's counter of changes.

    `epoch` changes when history was lost (a restored backup), `floor` is the last
    number whose traces were swept away: cursors from before either are too old.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="feed",
    )
    last = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=8, default=new_epoch)

    def __str__(self) -> str:
        return f"feed of {self.user_id} at {self.last}"

    @classmethod
    def of(cls, user_id: UUID) -> Feed:
        return cls.objects.get_or_create(user_id=user_id)[0]

    @classmethod
    def hold(cls, user_id: UUID) -> None:
        """Make others who change something of this person wait; in a transaction."""
        cls.of(user_id)
        cls.objects.select_for_update().get(user_id=user_id)

    @classmethod
    def advance(cls, user_id: UUID, by: int = 1) -> int:
        """Take the next `by` numbers and return the last; needs a transaction."""
        mine = cls.objects.filter(user_id=user_id)
        if not mine.update(last=F("last") + by):
            cls.of(user_id)
            mine.update(last=F("last") + by)
        return int(mine.values_list("last", flat=True).get())


class ChangeQuerySet(models.QuerySet["Change", "Change"]):
    def after(self, user_id: UUID, seq: int) -> ChangeQuerySet:
        return self.filter(user_id=user_id, seq__gt=seq).order_by("seq")

    def record(
        self,
        user_id: UUID,
        kind: ObjectType,
        object_ids: Iterable[UUID],
        *,
        deleted: bool = False,
    ) -> None:
        """Note that these objects of one person changed, in the transaction at hand."""
        ids = list(object_ids)
        last, now = Feed.advance(user_id, len(ids)), timezone.now()
        rows = [
            Change(
                user_id=user_id,
                seq=last - len(ids) + place,
                type=kind,
                object_id=object_id,
                deleted=deleted,
                at=now,
            )
            for place, object_id in enumerate(ids, start=1)
        ]
        Change.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "type", "object_id"],
            update_fields=["seq", "deleted", "at"],
        )

    def sweep(self, now: datetime) -> int:
        """Forget deletions older than the feed promises to tell of."""
        old = self.filter(deleted=True, at__lt=now - TOMBSTONES_KEPT)
        with transaction.atomic():
            for user_id, seq in old.values_list("user").annotate(Max("seq")):
                Feed.objects.filter(user_id=user_id, floor__lt=seq).update(floor=seq)
            return old.delete()[0]


class Change(models.Model):
    """The newest change of one object, under its number in the owner's feed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    seq = models.BigIntegerField()
    type = models.CharField(max_length=24)
    object_id = models.UUIDField()
    deleted = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "type", "object_id"], name="one_change_per_object"
            ),
            models.UniqueConstraint(fields=["user", "seq"], name="one_number_each"),
        ]
        indexes = [
            models.Index(
                fields=["at"],
                name="change_tombstones",
                condition=models.Q(deleted=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.type} {self.object_id}"
