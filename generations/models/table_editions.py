"""Editions of the capability and price tables: each a whole table, never changed."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from generations.capability import Table
from generations.capability.editions import read

from .ids import uuid7


class TableEditionQuerySet(models.QuerySet["TableEdition"]):
    def of_realm(self, *, sandbox: bool) -> Self:
        """Editions of one realm: what a rehearsal refuses says nothing of live work."""
        return self.filter(sandbox=sandbox)

    def started(self, now: datetime) -> Self:
        """Those whose time has come, that in force first.

        Of two that start together the later made one counts.
        """
        return self.filter(starts_at__lte=now).order_by("-starts_at", "-number")

    def to_come(self, now: datetime) -> Self:
        """Those that start later, in their order, each start's last made one alone."""
        same = self.model.objects.filter(
            sandbox=models.OuterRef("sandbox"),
            starts_at=models.OuterRef("starts_at"),
            number__gt=models.OuterRef("number"),
        )
        later = self.filter(~models.Exists(same), starts_at__gt=now)
        return later.order_by("starts_at")

    def before(self, edition: TableEdition) -> Self:
        """Those that were in force just before this one, the nearest first."""
        earlier = Q(starts_at__lt=edition.starts_at)
        same = Q(starts_at=edition.starts_at, number__lt=edition.number)
        found = self.of_realm(sandbox=edition.sandbox).filter(earlier | same)
        return found.order_by("-starts_at", "-number")

    def by_nobody(self) -> Self:
        """Those that no person made: the gateway's answers."""
        return self.filter(author__isnull=True)


class TableEdition(models.Model):
    """A whole table as JSON, by whom it was made, why, and from when it counts.

    `author` is null where the gateway's answer or the studio itself made it. Rows are
    added, never changed: what was paid under one can be looked up for ever.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sandbox = models.BooleanField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    note = models.CharField(max_length=500, editable=False)
    content = models.JSONField(editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    starts_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[TableEditionQuerySet] = TableEditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        verbose_name = _("edition of the tables")
        verbose_name_plural = _("editions of the tables")
        constraints = [
            models.UniqueConstraint(
                fields=["sandbox", "number"], name="editions_are_numbered"
            )
        ]
        indexes = [
            models.Index(
                fields=["sandbox", "-starts_at", "-number"], name="edition_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new edition; one that is there stays as it is."""
        if not self._state.adding:
            raise TypeError(f"{self} is never changed: make another")
        super().save(*args, **kwargs)

    @cached_property
    def table(self) -> Table:
        """The table as it was written, without what releases have added since."""
        return read(self.content).table

    @classmethod
    def id_in_force(cls, now: datetime, *, sandbox: bool) -> UUID | None:
        """Return which edition counts, by one small query with an index of its own."""
        found = cls.objects.of_realm(sandbox=sandbox).started(now)
        return found.values_list("id", flat=True).first()
