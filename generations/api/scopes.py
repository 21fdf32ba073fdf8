"""What a personal token may do. Sessions may do everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .problems import Refusal

if TYPE_CHECKING:  # the API's settings name this module, and views read those
    from rest_framework.views import APIView

READ = "read"
"""Look at one's own objects."""

CREATE = "create"
"""Make and spend, cancel, and name what was made."""

MANAGE = "manage"
"""Remove things, and change the account and its tokens."""

SCOPES = (READ, CREATE, MANAGE)

ByMethod = Mapping[str, str]


class Scoped(Protocol):
    """A token, as far as the API knows it."""

    def allows(self, scope: str) -> bool: ...


def lacks(auth: Any, scope: str) -> bool:
    """Say whether the credential is a token without this scope."""
    allows = getattr(auth, "allows", None)
    return allows is not None and not allows(scope)


class HasScope(BasePermission):
    """Let a token through where its scopes reach; `view.scopes` says which, by method.

    GET needs `read`. A method that the view does not have is left to become 405.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raise `Refusal` (403 `scope`) rather than return False."""
        needed = self._needed(request.method or "", view)
        if needed and lacks(request.auth, needed):
            raise Refusal("scope", f"This token lacks the scope `{needed}`.")
        return True

    def _needed(self, method: str, view: APIView) -> str | None:
        if method in ("GET", "HEAD"):
            return READ
        if getattr(view, method.lower(), None) is None:
            return None
        scopes: ByMethod = getattr(view, "scopes", {})
        return scopes.get(method, MANAGE)
