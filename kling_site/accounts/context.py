"""What the pages of accounts must know about the studio."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kling_site.accounts.models import User


def doors(request: HttpRequest) -> dict[str, Any]:
    """Give templates `sign_up_open`, where mail goes while none is sent, the `guest`.

    The guest is looked for only by a page that offers their door.
    """
    folder = None if settings.MAIL_IS_SENT else settings.STUDIO_DATA_DIR / "mail"
    return {
        "sign_up_open": settings.SIGN_UP == "open",
        "mail_folder": folder,
        "guest": SimpleLazyObject(_guest),
    }


def _guest() -> dict[str, str] | None:
    if not settings.SANDBOX or not User.objects.can_sign_in(settings.DEMO_EMAIL):
        return None
    return {"email": settings.DEMO_EMAIL, "password": settings.DEMO_PASSWORD}
