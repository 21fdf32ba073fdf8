from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from generations.services.cancel import cancel_generation

from .answers import answer
from .base import ApiView
from .fields import no_fields
from .generations import own, shape_of
from .scopes import CREATE


class Cancel(ApiView):
    """`generations/<id>/cancel/`: take a waiting generation out of the line."""

    scopes = {"POST": CREATE}

    def post(self, request: Request, id: str) -> HttpResponse:
        """Cancel before it is sent; the credits held for it are given back."""
        found = own(self, id)
        no_fields(request.data)
        cancel_generation(found)
        return answer(shape_of(self, found.pk))
