"""What the pages of accounts must know about the studio."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def doors(request: HttpRequest) -> dict[str, Any]:
    """Give templates `sign_up_open`, and where mail goes while none is sent."""
    folder = None if settings.MAIL_IS_SENT else settings.STUDIO_DATA_DIR / "mail"
    return {"sign_up_open": settings.SIGN_UP == "open", "mail_folder": folder}
