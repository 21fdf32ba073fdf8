"""What follows when a person changes how they get in."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver

from .models import ApiToken, User


@receiver([password_changed, password_reset, password_set])
def end_tokens(user: User, **_: Any) -> None:
    """Take the API tokens back with the password, as the sessions end with it.

    Whoever changes a password because it leaked would otherwise leave a door open.
    """
    ApiToken.objects.filter(user=user).delete()
