"""Make people: by the operator's command, and the guest of a rehearsal."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from .credits import adjust_credits, wallet_of

ALL_SCOPES = ["create", "manage", "read"]


class AlreadyThere(Exception):
    """Somebody signs in with this address already."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    user: AbstractBaseUser
    token: str | None


@transaction.atomic
def add_user(
    email: str,
    password: str,
    *,
    staff: bool = False,
    credits: Decimal | None = None,
    token: bool = False,
) -> NewPerson:
    """Make an account that can sign in at once, with its credits and an API token."""
    users = get_user_model().objects
    email = users.normalize_email(email)
    if users.filter(email=email).exists():
        raise AlreadyThere(email)
    user = users.create_user(email, password, is_staff=staff, is_superuser=staff)
    user.confirm_email()
    wallet_of(user.pk)
    if credits:
        adjust_credits(user.pk, credits, reason="Granted at the start", actor="studio")
    return NewPerson(user, _token_of(user) if token else None)


def another_token(email: str, password: str) -> str | None:
    """Return a new API token for who signs in with these; None if nobody does."""
    users = get_user_model().objects
    user = users.filter(email=users.normalize_email(email), is_active=True).first()
    if user is None or not user.check_password(password):
        return None
    return _token_of(user)


def _token_of(user: Any) -> str:
    secret: str
    _, secret = user.issue_token(name="Command line", scopes=ALL_SCOPES)
    return secret


def ensure_demo() -> tuple[str, str]:
    """Return the sign-in of the rehearsal's guest, made if need be."""
    with contextlib.suppress(AlreadyThere):
        add_user(settings.DEMO_EMAIL, settings.DEMO_PASSWORD)
    return settings.DEMO_EMAIL, settings.DEMO_PASSWORD
