from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations import wiring
from generations.capability import Cell, Expected
from generations.services import history

from .answers import answer
from .base import ApiView
from .documents.tables import CapabilitiesSerializer


class Capabilities(ApiView):
    """`capabilities/`: what is offered, what it costs, and how long it takes."""

    @extend_schema(responses=CapabilitiesSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Show the capability and price tables."""
        return answer(wiring.table().as_json(_expected))


def _expected(cell: Cell) -> Expected:
    """Return what this studio's own history says, in whole seconds."""
    named = (cell.kind, cell.model or "", cell.mode or "", cell.duration)
    found = history.expected(named)
    return Expected(round(found.p50), round(found.p90))
