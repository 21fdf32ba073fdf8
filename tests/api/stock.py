"""The video shape as one would write it with Django REST framework alone.

The context holds `media`, the signer of addresses.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.models import Video
from generations.services.offered import Actions, facts_of, offered


class StockOwnerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="display_name")


class StockVideoSerializer(serializers.ModelSerializer[Video]):
    """Every field of the interface, in its order."""

    duration = serializers.FloatField()
    thumbhash = serializers.SerializerMethodField()
    collections = serializers.SerializerMethodField()
    owner = StockOwnerSerializer()
    file = serializers.SerializerMethodField()
    poster = serializers.SerializerMethodField()
    preview = serializers.SerializerMethodField()
    media_expires_at = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Video
        fields = (
            "id", "generation", "kind", "model", "title", "prompt", "duration",
            "width", "height", "fps", "has_audio", "size", "sha256", "thumbhash",
            "created_at", "updated_at", "favourite", "note", "source_video",
            "collections", "owner", "sandbox", "upstream_expires_at", "file", "poster",
            "preview", "media_expires_at", "trashed_at", "actions",
        )  # fmt: skip

    def get_thumbhash(self, video: Video) -> str | None:
        return video.thumbhash or None

    def get_collections(self, video: Video) -> list[str]:
        return []

    def get_file(self, video: Video) -> str:
        return self._address(video, "file")

    def get_poster(self, video: Video) -> str | None:
        return self._address(video, "poster") if video.posters else None

    def get_preview(self, video: Video) -> str | None:
        return self._address(video, "preview") if video.preview else None

    def get_media_expires_at(self, video: Video) -> str:
        expires_at: str = self.context["media"].expires_at
        return expires_at

    def get_actions(self, video: Video) -> Actions:
        until = self.fields["upstream_expires_at"].to_representation(
            video.upstream_expires_at
        )
        return offered().actions(facts_of(video), until)

    def _address(self, video: Video, rendition: str) -> str:
        address: str = self.context["media"].of(str(video.pk), rendition)
        return address
