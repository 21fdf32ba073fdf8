from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from .generations import Generation
from .ids import uuid7

RESEND_PERMITTED = "resend_permitted"
"""An operator allowed one more sending of a request that may have arrived before."""


class EventQuerySet(models.QuerySet["Event"]):
    def permissions_of(self, generation: Generation) -> Self:
        return self.filter(generation=generation, name=RESEND_PERMITTED)


class Event(models.Model):
    """What happened to a generation. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    generation = models.ForeignKey(
        Generation, on_delete=models.CASCADE, related_name="events"
    )
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=40)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, blank=True)
    detail = models.JSONField(default=dict)

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["generation", "id"], name="timeline")]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"
