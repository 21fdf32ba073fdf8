from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from .ids import uuid7
from .ledger import CREDITS


class QuoteQuerySet(models.QuerySet["Quote"]):
    def binding_on(self, owner_id: UUID, now: datetime) -> Self:
        """The offers made to this person that still stand."""
        return self.filter(owner_id=owner_id, expires_at__gt=now)

    def sweep(self, now: datetime) -> int:
        return self.filter(expires_at__lte=now).delete()[0]


class Quote(models.Model):
    """A price that was offered for exactly one request or batch; holds for 10 minutes.

    `parts` are the prices of its requests, in their order, as decimal texts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    sandbox = models.BooleanField(editable=False)
    fingerprint = models.CharField(max_length=64)
    credits = models.DecimalField(**CREDITS)
    parts = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()

    objects: ClassVar[QuoteQuerySet] = QuoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="quotes_to_sweep")]

    def __str__(self) -> str:
        return f"{self.credits} until {self.expires_at:%H:%M:%S}"

    @property
    def prices(self) -> tuple[Decimal, ...]:
        return tuple(map(Decimal, self.parts)) or (self.credits,)
