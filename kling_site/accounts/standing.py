"""How well an account is kept, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession


@dataclass(frozen=True, slots=True)
class Standing:
    sessions: int
    tokens: int
    passkeys: int
    has_app: bool
    recovery_codes: int

    @property
    def is_kept_by_two(self) -> bool:
        """Say whether a password alone is not enough to get in."""
        return self.has_app or self.passkeys > 0


def standing_of(user: Any) -> Standing:
    """Count what opens an account; sessions that are over count no more."""
    factors = list(Authenticator.objects.filter(user_id=user.pk))
    kinds = [factor.type for factor in factors]
    codes = [f for f in factors if f.type == Authenticator.Type.RECOVERY_CODES]
    return Standing(
        sessions=len(UserSession.objects.purge_and_list(user)),
        tokens=user.api_tokens.live().count(),
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_app=Authenticator.Type.TOTP in kinds,
        recovery_codes=sum(len(f.wrap().get_unused_codes()) for f in codes),
    )
