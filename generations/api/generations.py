"""`generations/`: ask for a video, and follow what becomes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.capability import limits
from generations.capability.reading.fields import KINDS
from generations.models import Generation, State
from generations.models.generations import GenerationQuerySet
from generations.services.accept import Job, prepare, take
from generations.services.edit import edit_generation
from generations.services.idempotency import Made

from . import fields, paging, query
from .answers import answer
from .base import ApiView, id_of
from .documents.feed import GenerationPageSerializer
from .documents.generation import (
    GenerationEditSerializer,
    GenerationSerializer,
)
from .documents.operations import EXAMPLE, GENERATION_MADE
from .documents.parameters import IDEMPOTENCY_KEY
from .documents.requests import GENERATION_REQUEST
from .idempotency import headers_of, made_once
from .lookups import generation_shapes
from .problems import Refusal
from .scopes import CREATE
from .shapes.generation import new_shape
from .shapes.video import Shape


class Generations(ApiView):
    """All of one's generations."""

    scopes = {"POST": CREATE}
    parameters = {
        "state": query.words(State.values),
        "kind": query.words(KINDS),
        "model": query.words(),
        "active": query.flag,
        "hidden": query.flag,
        **paging.PARAMETERS,
    }

    @extend_schema(responses=GenerationPageSerializer)
    def get(self, request: Request) -> HttpResponse:
        """List generations, newest first."""
        page = paging.Page[Generation](self.asked)
        rows = filtered(Generation.objects.visible_to(request.user), self.asked)
        found = generation_shapes(page.of(rows), self.names)
        return self.page(page, found)

    @extend_schema(
        request=GENERATION_REQUEST,
        parameters=[IDEMPOTENCY_KEY],
        responses=GENERATION_MADE,
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponse:
        """Ask for one video."""
        made = made_once(
            self.user_id,
            request,
            prepare=lambda: prepare(self.user_id, request.data),
            make=taken,
        )
        return made_answer(self, made)


class OneGeneration(ApiView):
    """One generation of one's own."""

    scopes = {"PATCH": CREATE}

    @extend_schema(responses=GenerationSerializer)
    def get(self, request: Request, id: str) -> HttpResponse:
        """Show one generation."""
        return answer(shape_of(self, id_of(id)))

    @extend_schema(request=GenerationEditSerializer, responses=GenerationSerializer)
    def patch(self, request: Request, id: str) -> HttpResponse:
        """Name a generation, or hide it from the lists."""
        found = own(self, id)
        changes = fields.read_fields(request.data, WRITABLE, of="a generation")
        if changes:
            edit_generation(found, **changes)
        return answer(shape_of(self, found.pk))


WRITABLE: fields.Readers = {"title": fields.line(limits.TITLE), "hidden": fields.flag}


def filtered(rows: GenerationQuerySet, asked: dict[str, Any]) -> GenerationQuerySet:
    """Narrow generations down to what the query parameters ask for."""
    for name in ("state", "kind", "model"):
        if name in asked:
            rows = rows.filter(**{f"{name}__in": asked[name]})
    if asked.get("active"):
        rows = rows.active()
    if not asked.get("hidden"):
        rows = rows.filter(hidden=False)
    return rows


def own(view: ApiView, id: str) -> Generation:
    """Return a generation that the caller may see; 404 for any other id."""
    mine = Generation.objects.visible_to(view.request.user)
    found = mine.filter(pk=id_of(id)).first()
    if found is None:
        raise Refusal("not_found")
    return found


def shape_of(view: ApiView, pk: UUID) -> Shape:
    mine = Generation.objects.visible_to(view.request.user)
    found = generation_shapes(mine.filter(pk=pk), view.names)
    if not found:
        raise Refusal("not_found")
    return found[0]


def made_answer(view: ApiView, made: Made) -> HttpResponse:
    """Answer with what a call made: as it was made, or on a repeat as it is now."""
    at_hand = made.at_hand
    shape = new_shape(*at_hand) if at_hand else shape_of(view, UUID(made.id))
    headers = {"Location": shape["links"]["self"], **headers_of(made)}
    return answer(shape, made.status, headers)


def taken(job: Job) -> Made:
    """Put a checked request in line."""
    generation = take(job)
    return Made("generation", str(generation.pk), 201, at_hand=(generation, job.place))
