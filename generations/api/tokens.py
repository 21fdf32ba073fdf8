"""`tokens/`: personal keys to the API, each shown once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.services.idempotency import Made
from generations.services.paging import by, instant

from . import paging
from .answers import answer, nothing
from .base import ApiView, id_of
from .documents.account import NewTokenSerializer, TokenRequestSerializer
from .documents.feed import TokenPageSerializer
from .documents.operations import refused
from .documents.parameters import IDEMPOTENCY_KEY
from .idempotency import headers_of, made_once
from .problems import Refusal
from .scopes import MANAGE
from .times import spelt, spelt_or_none
from .token_fields import wanted_token

NEWEST = by("-created_at", "created_at", instant)


class Tokens(ApiView):
    """All of one's tokens, without their secrets."""

    scopes = {"POST": MANAGE}
    parameters = paging.PARAMETERS

    @extend_schema(responses=TokenPageSerializer)
    def get(self, request: Request) -> HttpResponse:
        """List tokens, newest first."""
        page = paging.Page[Any](self.asked, NEWEST)
        found = [_shape(token) for token in page.of(self.person.api_tokens.all())]
        return self.page(page, found, "created_at")

    @extend_schema(
        request=TokenRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: NewTokenSerializer, **refused(404, 422)},
    )
    def post(self, request: Request) -> HttpResponse:
        """Make a token. Its secret is in this answer and never again."""
        secrets: dict[str, str] = {}

        def make(wanted: dict[str, Any]) -> Made:
            token, secrets["new"] = self.person.issue_token(**wanted)
            return Made("token", str(token.pk), 201)

        made = made_once(
            self.user_id, request, prepare=lambda: wanted_token(request), make=make
        )
        shape = _shape(_own(self, made.id)) | {"token": secrets.get("new")}
        return answer(shape, made.status, headers_of(made))


class OneToken(ApiView):
    """One token of one's own."""

    scopes = {"DELETE": MANAGE}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> HttpResponse:
        """Take a token back: from now on it opens nothing."""
        _own(self, id).delete()
        return nothing()


def _own(view: ApiView, id: str) -> Any:
    found = view.person.api_tokens.filter(pk=id_of(id)).first()
    if found is None:
        raise Refusal("not_found")
    return found


def _shape(token: Any) -> dict[str, Any]:
    return {
        "id": str(token.pk),
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "created_at": spelt(token.created_at),
        "expires_at": spelt_or_none(token.expires_at),
        "last_used_at": spelt_or_none(token.last_used_at),
    }
