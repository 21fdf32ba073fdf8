from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.services.cancel import cancel_generation

from .answers import answer
from .base import ApiView
from .documents.generation import GenerationSerializer
from .documents.operations import refused
from .fields import no_fields
from .generations import own, shape_of
from .scopes import CREATE


class Cancel(ApiView):
    """`generations/<id>/cancel/`: take a waiting generation out of the line."""

    scopes = {"POST": CREATE}

    @extend_schema(request=None, responses={200: GenerationSerializer, **refused(409)})
    def post(self, request: Request, id: str) -> HttpResponse:
        """Cancel before it is sent; the credits held for it are given back."""
        found = own(self, id)
        no_fields(request.data)
        cancel_generation(found)
        return answer(shape_of(self, found.pk))
