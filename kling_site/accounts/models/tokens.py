from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from .users import User

PREFIX = "crt_"
"""Marks a secret as ours, so that scanners of leaked text can find it."""

USE_IS_NOTED_EVERY = timedelta(minutes=1)


class Scope(models.TextChoices):
    """What a token may do; each is granted by name."""

    READ = "read"
    CREATE = "create"
    MANAGE = "manage"


def digest(secret: str) -> str:
    """Hash a token: it has 256 random bits, so a plain hash can't be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def by_secret(self, secret: str) -> ApiToken | None:
        """Return the token of a secret with its person, ended or not.

        Every call of the API asks this, so the query is kept to the least: no
        order, and the end is judged here instead of in SQL.
        """
        found = self.filter(digest=digest(secret)).select_related("user").order_by()
        return next(iter(found), None)

    def live(self) -> Self:
        """Return those that still open something."""
        ended = models.Q(expires_at__lte=timezone.now())
        return self.exclude(ended)

    def issue(
        self,
        *,
        user: User,
        name: str,
        scopes: list[str],
        expires_at: datetime | None = None,
    ) -> tuple[ApiToken, str]:
        secret = PREFIX + secrets.token_urlsafe(32)
        token = self.create(
            user=user,
            name=name,
            prefix=secret[: len(PREFIX) + 4],
            digest=digest(secret),
            scopes=sorted(scopes),
            expires_at=expires_at,
        )
        return token, secret


class ApiToken(models.Model):
    """A personal key to the API, kept only as its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[ApiToken]] = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_live(self) -> bool:
        return self.expires_at is None or self.expires_at > timezone.now()

    def allows(self, scope: str) -> bool:
        return scope in self.scopes

    def note_use(self) -> None:
        """Remember roughly when the token was last used: one write a minute."""
        now = timezone.now()
        if self.last_used_at and now - self.last_used_at < USE_IS_NOTED_EVERY:
            return
        self.last_used_at = now
        type(self).objects.filter(pk=self.pk).update(last_used_at=now)
