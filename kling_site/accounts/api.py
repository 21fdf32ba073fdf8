"""Who calls the API: a personal token, a mobile app's session, or the site's own."""

from __future__ import annotations

from typing import Any

from allauth.headless.contrib.rest_framework.authentication import (
    XSessionTokenAuthentication,
)
from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from .models import ApiToken, User

CHALLENGE = 'Bearer realm="api"'


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer …`, a personal API token. Never in an address."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the person and the token, None where another scheme is used."""
        scheme, _, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        found = User.objects.by_token(secret.strip().decode("latin-1"))
        if found is None:
            raise AuthenticationFailed("This token is unknown, ended or taken back.")
        found[1].note_use()
        return found

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge that makes a refusal 401."""
        return CHALLENGE


class AppSession(XSessionTokenAuthentication):
    """`X-Session-Token`, as django-allauth's mobile sign-in gives it out."""

    def authenticate(self, request: Request) -> Any:
        """Return the person, None without the header; refuse a session that ended."""
        token = self.get_session_token(request)
        if not token:
            return None
        found = super().authenticate(request) if "\0" not in token else None
        if found is None:
            raise AuthenticationFailed("This session has ended. Sign in again.")
        return found

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge: allauth's own class answers 403 without one."""
        return CHALLENGE


class PageSession(SessionAuthentication):
    """The cookie of the site's own pages; whatever changes something needs CSRF."""

    def enforce_csrf(self, request: Request) -> None:
        """Refuse what another site could have made the browser send."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise PermissionDenied(str(refused.detail), code="csrf") from None


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes BearerToken."""

    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the security scheme object."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal API token, made with `POST tokens/`.",
        }


class AppSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes AppSession."""

    target_class = AppSession
    name = "app_session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the security scheme object."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "X-Session-Token",
            "description": "The session of a mobile app, from `/_allauth/app/v1/`.",
        }


class PageSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes PageSession."""

    target_class = PageSession
    name = "page_session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the security scheme object."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The site's own session; changes need `X-CSRFToken` too.",
        }
