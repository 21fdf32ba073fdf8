from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.models import Video
from generations.services.lineage import lineage

from .answers import answer
from .base import ApiView
from .documents.lineage import LineageSerializer
from .lookups import video_shapes
from .videos import own


class LineageView(ApiView):
    """`videos/<id>/lineage/`: the family tree of a clip."""

    @extend_schema(responses=LineageSerializer)
    def get(self, request: Request, id: str) -> HttpResponse:
        """Show what a clip came from and what came of it, the nearest 200 clips."""
        found = lineage(request.user, own(self, id))
        rows = Video.objects.visible_to(request.user).filter(pk__in=found.ids)
        edges = [
            {"from": str(edge.source), "to": str(edge.video), "kind": edge.kind}
            for edge in found.edges
        ]
        nodes = video_shapes(rows.order_by("id"), self.names)
        return answer({"nodes": nodes, "edges": edges, "more": found.more})
