from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.errors import Problem, Remedy
from generations.services.quotes import Offer, offer

from .answers import answer
from .base import ApiView
from .documents.generation import GenerationRequestSerializer
from .documents.operations import EXAMPLE
from .documents.quote import QuoteSerializer
from .scopes import CREATE
from .shapes.quote import quote_shape

BATCH = ("generations", "takes")


class Quotes(ApiView):
    """`quotes/`: what a request would cost, and everything that is wrong with it."""

    scopes = {"POST": CREATE}

    @extend_schema(
        request=GenerationRequestSerializer,
        responses=QuoteSerializer,
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponse:
        """Quote a body of `POST generations/`; problems are told with status 200."""
        body = request.data
        if isinstance(body, dict) and any(name in body for name in BATCH):
            return answer(quote_shape(_batches_come_later()))
        return answer(quote_shape(offer(self.user_id, body)))


def _batches_come_later() -> Offer:
    text = "Batches open with a later version of this studio."
    out = Remedy("Ask for a quote of each request by itself.")
    problem = Problem("generations", "not_offered_yet", text, out)
    return Offer(None, (), None, None, (problem,))
