from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.services.retry import prepare_retry

from .base import ApiView
from .documents.operations import GENERATION_MADE
from .documents.parameters import IDEMPOTENCY_KEY
from .fields import no_fields
from .generations import made_answer, own, taken
from .idempotency import made_once
from .scopes import CREATE


class Retry(ApiView):
    """`generations/<id>/retry/`: ask for the same again."""

    scopes = {"POST": CREATE}

    @extend_schema(
        request=None, parameters=[IDEMPOTENCY_KEY], responses=GENERATION_MADE
    )
    def post(self, request: Request, id: str) -> HttpResponse:
        """Make a new generation of what failed or was cancelled, at today's price."""
        found = own(self, id)
        no_fields(request.data)
        made = made_once(
            self.user_id, request, prepare=lambda: prepare_retry(found), make=taken
        )
        return made_answer(self, made)
