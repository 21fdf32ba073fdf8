from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .tokens import ApiToken


class UserManager(BaseUserManager["User"]):
    """Find and make people by e-mail, whatever its letter case."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=self.normalize_email(username))

    def can_sign_in(self, email: str) -> bool:
        """Say whether somebody who may come in has this address."""
        return self.filter(email=self.normalize_email(email), is_active=True).exists()

    def by_token(self, secret: str) -> tuple[User, ApiToken] | None:
        """Return the active person behind a live API token, and the token."""
        from .tokens import ApiToken

        token = ApiToken.objects.by_secret(secret)
        if token is None or not token.is_live or not token.user.is_active:
            return None
        return token.user, token


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the studio, who signs in by e-mail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, default="en")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("block_user", _("May block a person and let them in again"))]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email")
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    @property
    def display_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    @property
    def roles(self) -> list[str]:
        """What this person may do beyond creating, in stable words."""
        return ["staff"] if self.is_staff else []

    def confirm_email(self) -> None:
        """Count the address as proven, for someone whom the operator lets in."""
        from allauth.account.models import EmailAddress

        EmailAddress.objects.update_or_create(
            user=self, email=self.email, defaults={"verified": True, "primary": True}
        )

    def shut_out(self) -> int:
        """Block the person and end every way in; return how many ended."""
        from kling_site.accounts.access import block

        return block(self)

    def issue_token(
        self: Self,
        *,
        name: str,
        scopes: list[str],
        expires_at: datetime | None = None,
    ) -> tuple[ApiToken, str]:
        """Make an API token; the secret returned with it is shown only now."""
        from .tokens import ApiToken

        return ApiToken.objects.issue(
            user=self, name=name, scopes=scopes, expires_at=expires_at
        )
