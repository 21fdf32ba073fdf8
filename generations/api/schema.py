"""`schema/`: the API described by itself, OpenAPI 3.1."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from . import query
from .base import ApiView

VERSIONS = {"3.1": "3.1.0", "3.0": "3.0.3"}


class Schema(ApiView):
    """The description of this API, for tools and generated clients."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parameters = {"version": query.one_of(*VERSIONS)}

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> HttpResponse:
        """Describe the API; needs no sign-in."""
        text = described(self.asked.get("version", "3.1"))
        return HttpResponse(text, content_type="application/json")


@cache
def described(version: str) -> bytes:
    """Return the OpenAPI document, made once per process."""
    return json.dumps(document(version)).encode()


def document(version: str = "3.1") -> dict[str, Any]:
    """Return the OpenAPI document of this version."""
    with patched_settings({"OAS_VERSION": VERSIONS[version]}):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        return made
