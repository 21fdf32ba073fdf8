from __future__ import annotations

from django.db import models
from django.utils import timezone

from .generations import Generation
from .ids import uuid7


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

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["generation", "id"], name="timeline")]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"
