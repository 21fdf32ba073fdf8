"""Sign-in, which offers the guest of a rehearsal."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from kling_site.accounts.models import User


class SignIn(LoginView):
    """allauth's page; in sandbox mode the guest's sign-in is on it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the guest."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"guest": _guest()}


def _guest() -> dict[str, str] | None:
    if not settings.SANDBOX or not User.objects.can_sign_in(settings.DEMO_EMAIL):
        return None
    return {"email": settings.DEMO_EMAIL, "password": settings.DEMO_PASSWORD}
