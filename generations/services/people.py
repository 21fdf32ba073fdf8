"""Make people: by the operator's command, and the guest of a rehearsal."""

from __future__ import annotations

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


def shut_guest_out() -> None:
    """Keep the guest out of a live studio: everyone knows the password.

    What they did in rehearsal stays; their sessions and tokens end.
    """
    users = get_user_model().objects
    if guest := users.filter(email=settings.DEMO_EMAIL, is_active=True).first():
        guest.shut_out()


def ensure_demo() -> tuple[str, str]:
    """Return the sign-in of the rehearsal's guest, made or let in again if need be."""
    email, password = settings.DEMO_EMAIL, settings.DEMO_PASSWORD
    try:
        add_user(email, password)
    except AlreadyThere:
        get_user_model().objects.filter(email=email).update(is_active=True)
    return email, password
