"""The yardstick of the gallery: the same page, as Django REST framework is taught.

A `ModelSerializer` over a queryset with `select_related`, paged by its own cursor. It
tells the same fields of the same rows in the same document, signed addresses among
them, and shares with the API only the function that signs and the rules of what a clip
may become.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from rest_framework import generics, pagination, renderers, serializers

from generations import wiring
from generations.media.signing import sign, window_end
from generations.models import Video
from generations.services.offered import Actions, facts_of, offered
from kling_site.accounts.api import BearerToken


class StockOwner(serializers.ModelSerializer):
    name = serializers.CharField(source="display_name")

    class Meta:
        model = get_user_model()
        fields = ["id", "name"]


class StockVideo(serializers.ModelSerializer):
    duration = serializers.FloatField()
    thumbhash = serializers.SerializerMethodField()
    collections = serializers.SerializerMethodField()
    owner = StockOwner()
    file = serializers.SerializerMethodField()
    poster = serializers.SerializerMethodField()
    preview = serializers.SerializerMethodField()
    media_expires_at = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Video
        fields = [
            "id", "generation", "kind", "model", "title", "prompt", "duration", "width",
            "height", "fps", "has_audio", "size", "sha256", "thumbhash", "created_at",
            "updated_at", "favourite", "note", "source_video", "collections", "owner",
            "sandbox", "upstream_expires_at", "file", "poster", "preview",
            "media_expires_at", "trashed_at", "actions",
        ]  # fmt: skip

    def get_thumbhash(self, video: Video) -> str | None:
        return video.thumbhash or None

    def get_collections(self, video: Video) -> list[str]:
        return []

    def get_file(self, video: Video) -> str:
        return _signed(video, "file")

    def get_poster(self, video: Video) -> str | None:
        return _signed(video, "poster") if video.posters else None

    def get_preview(self, video: Video) -> str | None:
        return _signed(video, "preview") if video.preview else None

    def get_media_expires_at(self, video: Video) -> datetime:
        return datetime.fromtimestamp(window_end(time.time()), UTC)

    def get_actions(self, video: Video) -> Actions:
        until = self.fields["upstream_expires_at"].to_representation(
            video.upstream_expires_at
        )
        return offered().actions(facts_of(video), until)


def _signed(video: Video, rendition: str) -> str:
    until = window_end(time.time())
    signature = sign(wiring.media_key(), f"{video.pk}/{rendition}", until)
    site = wiring.site_url()
    return f"{site}/api/v1/videos/{video.pk}/{rendition}?e={until}&s={signature}"


class StockPages(pagination.CursorPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = "-id"


class StockVideos(generics.ListAPIView):
    authentication_classes = [BearerToken]
    throttle_classes: list[type] = []
    renderer_classes = [renderers.JSONRenderer]
    serializer_class = StockVideo
    pagination_class = StockPages

    def get_queryset(self) -> QuerySet[Video]:
        mine = Video.objects.filter(owner=self.request.user, trashed_at__isnull=True)
        return mine.select_related("owner")
