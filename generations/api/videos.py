"""`videos/`: the gallery."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.capability import limits
from generations.models import Video
from generations.services.edit import edit_video
from generations.services.gallery import ORDERS, filtered
from generations.services.paging import NEWEST
from generations.services.trash import remove_video, restore_video, trash_video

from . import fields, paging, query
from .answers import answer, nothing
from .base import ApiView, id_of
from .documents.feed import VideoPageSerializer
from .documents.video import VideoEditSerializer, VideoSerializer
from .fields import no_fields
from .gallery import FILTERS
from .lookups import video_shapes
from .problems import Refusal
from .scopes import CREATE, MANAGE
from .shapes.video import Shape


class Videos(ApiView):
    """All of one's clips."""

    parameters = {**FILTERS, "order": query.one_of(*ORDERS), **paging.PARAMETERS}

    @extend_schema(responses=VideoPageSerializer)
    def get(self, request: Request) -> HttpResponse:
        """List clips, newest first unless `order` says otherwise."""
        order = ORDERS[self.asked.get("order", NEWEST.name)]
        page = paging.Page[Video](self.asked, order)
        rows = filtered(Video.objects.visible_to(request.user), self.asked)
        return self.page(page, video_shapes(page.of(rows), self.names), order.column)


class OneVideo(ApiView):
    """One clip of one's own."""

    scopes = {"PATCH": CREATE, "DELETE": MANAGE}

    @extend_schema(responses=VideoSerializer)
    def get(self, request: Request, id: str) -> HttpResponse:
        """Show one clip."""
        return answer(_shape_of(self, id_of(id)))

    @extend_schema(request=VideoEditSerializer, responses=VideoSerializer)
    def patch(self, request: Request, id: str) -> HttpResponse:
        """Name a clip, mark it as a favourite, or write a note to it."""
        found = own(self, id)
        changes = fields.read_fields(request.data, WRITABLE, of="a video")
        if changes:
            edit_video(found, **changes)
        return answer(_shape_of(self, found.pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> HttpResponse:
        """Put a clip into the trash; one that is there already, remove for good."""
        found = own(self, id)
        if found.trashed_at is None:
            trash_video(found)
        else:
            remove_video(found)
        return nothing()


class Restore(ApiView):
    """`videos/<id>/restore/`: take a clip back out of the trash."""

    scopes = {"POST": MANAGE}

    @extend_schema(request=None, responses={200: VideoSerializer})
    def post(self, request: Request, id: str) -> HttpResponse:
        """Restore a clip; one that is not in the trash stays as it is."""
        found = own(self, id)
        no_fields(request.data)
        if found.trashed_at is not None:
            restore_video(found)
        return answer(_shape_of(self, found.pk))


WRITABLE: fields.Readers = {
    "title": fields.line(limits.TITLE),
    "favourite": fields.flag,
    "note": fields.line(limits.NOTE),
}


def own(view: ApiView, id: str) -> Video:
    """Return a clip that the caller may see; 404 for any other id."""
    found = Video.objects.visible_to(view.request.user).filter(pk=id_of(id)).first()
    if found is None:
        raise Refusal("not_found")
    return found


def _shape_of(view: ApiView, pk: UUID) -> Shape:
    mine = Video.objects.visible_to(view.request.user)
    found = video_shapes(mine.filter(pk=pk), view.names)
    if not found:
        raise Refusal("not_found")
    return found[0]
