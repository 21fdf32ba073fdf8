from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.capability.reading.report import Report
from generations.capability.reading.scalars import choice
from generations.services.credits import wallet_of

from . import fields
from .answers import answer
from .base import ApiView
from .documents.account import MeEditSerializer, MeSerializer
from .scopes import MANAGE
from .times import spelt

LONGEST_NAME = 120


class Me(ApiView):
    """`me/`: who is signed in, and what they own."""

    scopes = {"PATCH": MANAGE}

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Show one's own account."""
        return answer(_shape(self.person))

    @extend_schema(request=MeEditSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> HttpResponse:
        """Change one's name or language."""
        changes = fields.read_fields(request.data, WRITABLE, of="your account")
        for name, value in changes.items():
            setattr(self.person, name, value)
        if changes:
            self.person.save(update_fields=list(changes))
        return answer(_shape(self.person))


def _language(report: Report, field: str, value: object) -> str | None:
    return choice(report, field, value, [code for code, _ in settings.LANGUAGES])


WRITABLE: fields.Readers = {"name": fields.line(LONGEST_NAME), "language": _language}


def _shape(user: Any) -> dict[str, Any]:
    wallet = wallet_of(user.pk)
    return {
        "id": str(user.pk),
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "credits": {"balance": f"{wallet.balance:.2f}", "held": f"{wallet.held:.2f}"},
        "roles": user.roles,
        "created_at": spelt(user.created_at),
    }
