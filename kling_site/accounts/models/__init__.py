"""People and their API tokens."""

from __future__ import annotations

from .tokens import ApiToken, Scope
from .users import User

__all__ = ["ApiToken", "Scope", "User"]
