"""`assets/`: pictures, masks, sounds, videos, and frames of one's own clips."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.models import Asset, Purpose
from generations.services.assets.arrivals import Arrivals
from generations.services.assets.frame import take_frame
from generations.services.assets.frame_wanted import read_frame
from generations.services.assets.remove import remove_asset
from generations.services.assets.upload import take_in
from generations.services.assets.wanted import read_upload
from generations.services.idempotency import Made

from . import paging, query
from .addresses import address
from .answers import answer, nothing
from .base import ApiView, id_of
from .bodies import StrictJSONParser
from .documents.asset import UPLOAD_BODIES, AssetSerializer
from .documents.feed import AssetPageSerializer
from .documents.operations import refused
from .documents.parameters import IDEMPOTENCY_KEY
from .idempotency import headers_of, made_once
from .lookups import asset_shapes
from .multipart import FormParser, form_of
from .problems import Refusal
from .scopes import CREATE, MANAGE
from .shapes.asset import Shape


class Assets(ApiView):
    """All of one's uploads."""

    parser_classes = (FormParser, StrictJSONParser)
    scopes = {"POST": CREATE}
    parameters = {"purpose": query.words(Purpose.values), **paging.PARAMETERS}

    @extend_schema(responses=AssetPageSerializer)
    def get(self, request: Request) -> HttpResponse:
        """List uploads and frames, newest first."""
        rows = Asset.objects.visible_to(request.user)
        if "purpose" in self.asked:
            rows = rows.filter(purpose__in=self.asked["purpose"])
        page = paging.Page[Asset](self.asked)
        return self.page(page, asset_shapes(page.of(rows)))

    @extend_schema(
        request=UPLOAD_BODIES,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: AssetSerializer, **refused(409, 422)},
    )
    def post(self, request: Request) -> HttpResponse:
        """Bring a file, or take a frame of a clip.

        What is kept is fitted to what the gateway takes: pictures upright, in sRGB,
        sounds as MP3, all of them without notes. The same bytes for the same purpose
        are kept once: the answer is then the upload that was there, with its new name.
        """
        made = _brought(self.user_id, request)
        shape = shape_of(self, UUID(made.id))
        headers = {"Location": address(f"assets/{made.id}/"), **headers_of(made)}
        return answer(shape, made.status, headers)


class OneAsset(ApiView):
    """One upload of one's own."""

    scopes = {"DELETE": MANAGE}

    @extend_schema(responses=AssetSerializer)
    def get(self, request: Request, id: str) -> HttpResponse:
        """Show one upload."""
        return answer(shape_of(self, id_of(id)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> HttpResponse:
        """Remove an upload; what is under way with it goes on."""
        mine = Asset.objects.visible_to(request.user)
        found = mine.filter(pk=id_of(id)).first()
        if found is None:
            raise Refusal("not_found")
        remove_asset(found)
        return nothing()


def shape_of(view: ApiView, pk: UUID) -> Shape:
    """Return the caller's upload; 404 for any other id."""
    mine = Asset.objects.visible_to(view.request.user)
    found = asset_shapes(mine.filter(pk=pk))
    if not found:
        raise Refusal("not_found")
    return found[0]


def _brought(owner_id: UUID, request: Request) -> Made:
    """Take in what the body holds, once for each key."""
    form, arrivals = form_of(request), Arrivals()

    def take() -> Asset:
        if form is None:
            return take_frame(read_frame(owner_id, request.data), arrivals)
        return take_in(owner_id, read_upload(owner_id, form), arrivals)

    def keep(asset: Asset) -> Made:
        return Made("asset", str(arrivals.keep(asset).pk), 201)

    body = None if form is None else _told(form)
    with arrivals:
        return made_once(owner_id, request, body=body, prepare=take, make=keep)


def _told(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form as values that are equal when its parts are."""
    return {name: _digest(part) for name, part in form.items()}


def _digest(part: object) -> object:
    if not isinstance(part, File):
        return part
    digest = hashlib.sha256()
    for chunk in part.chunks():
        digest.update(chunk)
    return [part.name, digest.hexdigest()]
