from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.models import Purpose

from .words import described, instant, open_set, seconds, text

PEAKS: dict[str, Any] = {"type": "array", "items": {"type": "integer"}}
CROP = "A picture's part to keep, in pixels of the upright picture, as JSON: "


class AssetSerializer(serializers.Serializer[Any]):
    """An upload, or a frame of a clip, as it is kept and sent."""

    id = serializers.UUIDField()
    purpose = open_set(Purpose.values)
    name = text("What the file was called.")
    type = text("Its media type, as it is kept.")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    duration = seconds("Of what lasts.", allow_null=True)
    has_audio = serializers.BooleanField(allow_null=True, help_text="Of a video.")
    size = serializers.IntegerField(help_text="Bytes, as it is kept.")
    sha256 = text()
    peaks = described(PEAKS, "A sound's outline: 0 to 255, 400 times.", allow_null=True)
    source_video = serializers.UUIDField(allow_null=True, help_text="Of a frame.")
    source_time = seconds("Of a frame; null is the end.", allow_null=True)
    sandbox = serializers.BooleanField(help_text="Made in rehearsal.")
    created_at = instant()
    file = serializers.URLField()
    thumbnail = serializers.URLField(allow_null=True, help_text="WebP; 320 px wide.")
    media_expires_at = instant("Until when the two addresses open.")


class UploadRequestSerializer(serializers.Serializer[Any]):
    """A file, and what it is for."""

    file = serializers.FileField()
    purpose = open_set(Purpose.values)
    image = serializers.UUIDField(
        required=False, help_text="The upload that a mask is for, to compare sizes."
    )
    crop = text(
        f'{CROP}`{{"x": 0, "y": 90, "width": 750, "height": 300}}`.', required=False
    )
    start_time = serializers.IntegerField(
        required=False, help_text="Where to cut a sound's beginning, in milliseconds."
    )
    end_time = serializers.IntegerField(
        required=False, help_text="Where to cut a sound's end, in milliseconds."
    )


class FrameRequestSerializer(serializers.Serializer[Any]):
    """A frame of a clip of one's own."""

    video = serializers.UUIDField()
    time = seconds(
        "From the start; null is the last frame.", allow_null=True, required=False
    )


UPLOAD_BODIES = {
    "multipart/form-data": UploadRequestSerializer,
    "application/json": FrameRequestSerializer,
}
