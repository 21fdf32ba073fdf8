"""`tokens/`: personal keys to the API, each shown once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.capability.reading.report import Report
from generations.capability.reading.scalars import choice, filled
from generations.capability.reading.shown import shown
from generations.errors import Problem, Remedy
from generations.services.idempotency import Made

from . import fields, paging
from .answers import answer, nothing
from .base import ApiView, id_of
from .documents.account import NewTokenSerializer, TokenRequestSerializer
from .documents.feed import TokenPageSerializer
from .documents.operations import refused
from .documents.parameters import IDEMPOTENCY_KEY
from .idempotency import headers_of, made_once
from .problems import Refusal
from .scopes import MANAGE, SCOPES, lacks
from .times import spelt, spelt_or_none

LONGEST_NAME = 120
NEWEST = paging.by("-created_at", "created_at", paging.instant)


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
            self.user_id, request, prepare=lambda: _wanted(request), make=make
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


def _wanted(request: Request) -> dict[str, Any]:
    """Return name, scopes and end of the token that is asked for."""
    given = request.data
    if isinstance(given, dict):  # a missing field is like one that is null
        given = {"name": None, "scopes": None, **given}
    wanted = fields.read_fields(given, READERS, of="a token")
    for scope in wanted["scopes"]:
        if lacks(request.auth, scope):
            text = f"A token without the scope `{scope}` cannot hand it out."
            raise Refusal("scope", text)
    return wanted


def _name(report: Report, field: str, value: object) -> str | None:
    if value is None:
        report.add(field, "required")
        return None
    return filled(report, field, value, LONGEST_NAME)


def _scopes(report: Report, field: str, value: object) -> list[str]:
    if value is None:
        report.add(field, "required")
    elif not isinstance(value, list):
        report.wrong_type(field, value, f"a list of {', '.join(SCOPES)}")
    elif not value:
        report.add(field, "empty")
    else:
        return _chosen(report, field, value)
    return []


def _chosen(report: Report, field: str, value: Collection[object]) -> list[str]:
    if len(value) > len(SCOPES):
        told = {"count": len(value), "limit": len(SCOPES), "what": "entries"}
        report.add(field, "too_many", told | {"over": len(value) - len(SCOPES)})
        return []
    read = partial(choice, report, choices=SCOPES)
    found = [read(f"{field}.{at}", scope) for at, scope in enumerate(value)]
    return sorted({scope for scope in found if scope})


def _end(report: Report, field: str, value: object) -> datetime | None:
    """Read when the token ends: an instant to come, or null for never."""
    if value is None:
        return None
    end = _instant(value)
    if end is None:
        takes = 'a time such as "2026-01-31T12:00:00Z", or null'
        report.add(field, "bad_format", {"given": shown(value), "takes": takes})
    elif end <= timezone.now():
        text = "The end of a token must be in the future."
        out = Remedy("Choose a later time, or null for no end.", {field: None})
        report.problems.append(Problem(field, "in_the_past", text, out))
    return end


def _instant(value: object) -> datetime | None:
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


READERS: fields.Readers = {"name": _name, "scopes": _scopes, "expires_at": _end}


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
