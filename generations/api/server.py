from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from generations import wiring
from generations.capability import limits
from generations.capability.reading.fields import FIELDS
from generations.services.assets import limits as uploads

from . import bodies, paging
from .answers import answer
from .base import ApiView
from .documents.account import ServerSerializer

FEATURES = ("assets", "quotes", "changes", "events", "tokens", "trash", "signed_media")


class Server(ApiView):
    """`server/`: what a client must know before anyone signs in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=ServerSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Describe the studio; needs no sign-in."""
        return answer(
            {
                "name": settings.SITE_NAME,
                "version": settings.SITE_VERSION,
                "sandbox": wiring.sandbox(),
                "sign_up": settings.SIGN_UP,
                "sign_in": ["password", "passkey", "code"],
                "limits": {
                    "page_size": paging.LARGEST,
                    "body_bytes": bodies.LARGEST,
                    "waiting": wiring.max_waiting(),
                    "calls_per_minute": settings.API_RATE,
                    "uploads_per_minute": settings.UPLOAD_RATE,
                    "uploads_kept": uploads.as_json(),
                    **limits.as_json(),
                },
                "features": [*FIELDS, *FEATURES],
            }
        )
