from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.services.batches.judge import FIELDS as OF_BATCHES
from generations.services.batches.offer import offer_batch
from generations.services.quotes import offer

from .answers import answer
from .base import ApiView
from .documents.operations import EXAMPLE
from .documents.quote import QuoteSerializer
from .documents.requests import ANY_REQUEST
from .scopes import CREATE
from .shapes.quote import quote_shape

BATCH: dict[str, Any] = {"$ref": "#/components/schemas/BatchRequest"}
REQUEST = {"application/json": {"oneOf": [ANY_REQUEST, BATCH]}}


class Quotes(ApiView):
    """`quotes/`: what a request would cost, and everything that is wrong with it."""

    scopes = {"POST": CREATE}

    @extend_schema(
        request=REQUEST,
        responses=QuoteSerializer,
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponse:
        """Quote a body of `POST generations/` or `batches/`.

        Problems are told with status 200.
        """
        body = request.data
        is_batch = isinstance(body, dict) and any(name in body for name in OF_BATCHES)
        quote = offer_batch if is_batch else offer
        return answer(quote_shape(quote(self.user_id, body)))
