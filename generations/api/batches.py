"""`batches/`: several requests at once, all or none."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.models import Batch
from generations.services.batches.accept import BatchJob, prepare_batch, take_batch
from generations.services.batches.cancel import cancel_batch
from generations.services.idempotency import Made

from .answers import answer
from .base import ApiView, id_of
from .documents.batch import BATCH_MADE, BatchRequestSerializer, BatchSerializer
from .documents.parameters import IDEMPOTENCY_KEY
from .fields import no_fields
from .idempotency import headers_of, made_once
from .lookups import generation_shapes
from .problems import Refusal
from .scopes import CREATE
from .shapes.batch import batch_shape
from .shapes.video import Shape


class Batches(ApiView):
    """Requests that belong together."""

    scopes = {"POST": CREATE}

    @extend_schema(
        request=BatchRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=BATCH_MADE,
    )
    def post(self, request: Request) -> HttpResponse:
        """Ask for many videos at once, each so many times: all of them or none."""
        made = made_once(
            self.user_id,
            request,
            prepare=lambda: prepare_batch(self.user_id, request.data),
            make=_taken,
        )
        shape = _shape_of(self, _own(self, made.id))
        headers = {"Location": shape["links"]["self"], **headers_of(made)}
        return answer(shape, made.status, headers)


class OneBatch(ApiView):
    """One batch of one's own."""

    @extend_schema(responses=BatchSerializer)
    def get(self, request: Request, id: str) -> HttpResponse:
        """Show a batch with its generations as they are now."""
        return answer(_shape_of(self, _own(self, id)))


class CancelBatch(ApiView):
    """`batches/<id>/cancel/`: take what still waits out of the line."""

    scopes = {"POST": CREATE}

    @extend_schema(request=None, responses={200: BatchSerializer})
    def post(self, request: Request, id: str) -> HttpResponse:
        """Cancel what was not sent yet; what was sent goes on."""
        found = _own(self, id)
        no_fields(request.data)
        cancel_batch(found)
        return answer(_shape_of(self, found))


def _taken(ready: BatchJob) -> Made:
    return Made("batch", str(take_batch(ready).pk), 201)


def _own(view: ApiView, id: str | UUID) -> Batch:
    mine = Batch.objects.visible_to(view.request.user)
    found = mine.filter(pk=id_of(str(id))).first()
    if found is None:
        raise Refusal("not_found")
    return found


def _shape_of(view: ApiView, batch: Batch) -> Shape:
    members = batch.members.order_by("id")
    return batch_shape(batch, generation_shapes(members, view.names))
