from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.services.accept import prepare

from .base import ApiView
from .documents.operations import GENERATION_MADE
from .documents.parameters import IDEMPOTENCY_KEY
from .documents.requests import ExtendRequestSerializer
from .generations import made_answer, taken
from .idempotency import made_once
from .scopes import CREATE
from .short_forms import whole_form
from .videos import own


class Extend(ApiView):
    """`videos/<id>/extend/`: a short form of `generations/`."""

    scopes = {"POST": CREATE}

    @extend_schema(
        request=ExtendRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=GENERATION_MADE,
    )
    def post(self, request: Request, id: str) -> HttpResponse:
        """Ask for a clip that goes on, about five seconds longer."""
        video = str(own(self, id).pk)
        body = whole_form(request.data, kind="video_extend", video=video)
        made = made_once(
            self.user_id,
            request,
            prepare=lambda: prepare(self.user_id, body),
            make=taken,
        )
        return made_answer(self, made)
