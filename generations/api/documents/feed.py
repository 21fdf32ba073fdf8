from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.models import ObjectType

from .account import TokenSerializer
from .asset import AssetSerializer
from .generation import GenerationSerializer
from .video import VideoSerializer
from .words import described, instant, open_set, text

OBJECT = {
    "oneOf": [
        {"$ref": "#/components/schemas/Generation"},
        {"$ref": "#/components/schemas/Video"},
        {"$ref": "#/components/schemas/Asset"},
    ]
}


class ChangeSerializer(serializers.Serializer[Any]):
    """What became different; `object` is as it is now."""

    type = open_set(ObjectType.values)
    id = serializers.UUIDField()
    deleted = serializers.BooleanField()
    at = instant()
    object = described(OBJECT, "By `type`; null when deleted.", allow_null=True)


class ChangesSerializer(serializers.Serializer[Any]):
    changes = ChangeSerializer(many=True)
    cursor = text("Ask again with `since` set to this.")
    more = serializers.BooleanField(help_text="There is more after the cursor now.")


class PageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class GenerationPageSerializer(PageSerializer):
    results = GenerationSerializer(many=True)


class VideoPageSerializer(PageSerializer):
    results = VideoSerializer(many=True)


class AssetPageSerializer(PageSerializer):
    results = AssetSerializer(many=True)


class TokenPageSerializer(PageSerializer):
    results = TokenSerializer(many=True)
