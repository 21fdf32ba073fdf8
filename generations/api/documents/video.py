from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.capability import limits
from generations.capability.reading.fields import KINDS

from .words import ReasonSerializer, instant, open_set, seconds, text


class OwnerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = text()


class ActionSerializer(serializers.Serializer[Any]):
    """Whether something can be made of the clip, and until when."""

    allowed = serializers.BooleanField()
    reason = ReasonSerializer(allow_null=True)
    until = instant(allow_null=True)


class ActionsSerializer(serializers.Serializer[Any]):
    extend = ActionSerializer()
    lip_sync = ActionSerializer()

    def get_fields(self) -> dict[str, Any]:
        """Add the one whose name Python keeps for itself."""
        return {**super().get_fields(), "continue": ActionSerializer()}


class VideoSerializer(serializers.Serializer[Any]):
    """A clip, kept for good. The media addresses play without headers."""

    id = serializers.UUIDField()
    generation = serializers.UUIDField()
    kind = open_set(KINDS)
    model = text()
    title = text()
    prompt = text()
    duration = seconds("As measured.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    fps = serializers.FloatField()
    has_audio = serializers.BooleanField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = text()
    thumbhash = text("A blurred placeholder in 28 bytes, base64.", allow_null=True)
    created_at = instant()
    updated_at = instant()
    favourite = serializers.BooleanField()
    note = text()
    source_video = serializers.UUIDField(allow_null=True)
    collections = serializers.ListField(child=serializers.UUIDField())
    owner = OwnerSerializer()
    sandbox = serializers.BooleanField(help_text="Made in rehearsal.")
    upstream_expires_at = instant("Until when the gateway surely has its copy.")
    file = serializers.URLField()
    poster = serializers.URLField(
        allow_null=True, help_text="Add `&w=320`, `640` or `1280`. Null until drawn."
    )
    preview = serializers.URLField(allow_null=True, help_text="Null until drawn.")
    media_expires_at = instant("Until when the three addresses open.")
    trashed_at = instant(allow_null=True)
    actions = ActionsSerializer()


class VideoEditSerializer(serializers.Serializer[Any]):
    title = text(required=False, allow_null=True, max_length=limits.TITLE)
    favourite = serializers.BooleanField(required=False)
    note = text(required=False, allow_null=True, max_length=limits.NOTE)


class GroupSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    seconds = seconds()
    bytes = serializers.IntegerField()


class KindGroupSerializer(GroupSerializer):
    kind = open_set(KINDS)


class ModelGroupSerializer(GroupSerializer):
    model = text()


class DayCountSerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    count = serializers.IntegerField()


class SummarySerializer(GroupSerializer):
    """How much there is."""

    by_kind = KindGroupSerializer(many=True)
    by_model = ModelGroupSerializer(many=True)
    by_day = DayCountSerializer(many=True)
