from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.capability import limits
from generations.capability.reading.camera import AXES, MOVES
from generations.capability.reading.fields import ASPECT_RATIOS, KINDS, SOUND
from generations.models import Cause, Charged, PriceState, State

from .video import VideoSerializer
from .words import (
    ExpectedSerializer,
    RangeSerializer,
    ReasonSerializer,
    credits_field,
    described,
    instant,
    open_set,
    text,
)

DURATION = {"oneOf": [{"type": "integer"}, {"type": "string"}]}
AMOUNT = {"oneOf": [{"type": "number"}, {"type": "string"}]}
METADATA: dict[str, Any] = {"type": "object", "additionalProperties": {}}
CAMERA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "x-extensible-enum": list(MOVES)},
        "config": {
            "type": "object",
            "properties": {axis: {"type": "number"} for axis in AXES},
        },
    },
}


class GenerationRequestSerializer(serializers.Serializer[Any]):
    """What to make. The capability table says which fields a model takes."""

    kind = open_set(KINDS)
    model = text("A slug of the capability table, such as `v2.6`.")
    mode = text("`std` or `pro`; the model's own default.", required=False)
    duration = described(DURATION, "Seconds; 5.", required=False)
    prompt = text(max_length=limits.PROMPT)
    negative_prompt = text(required=False, allow_blank=True)
    cfg_scale = serializers.FloatField(required=False, help_text="0 to 1.")
    sound = open_set(SOUND, required=False)
    aspect_ratio = open_set(ASPECT_RATIOS, required=False)
    camera_control = described(CAMERA, "One simple axis, or a move.", required=False)
    title = text("Your own name for it.", required=False, allow_blank=True)
    metadata = described(METADATA, "Your own notes, flat.", required=False)
    quote = serializers.UUIDField(required=False, help_text="The price you agreed to.")
    max_credits = described(AMOUNT, "The highest price you agree to.", required=False)


class ExtendRequestSerializer(serializers.Serializer[Any]):
    """How a clip goes on. Model and mode are the clip's own."""

    prompt = text(required=False, allow_blank=True, max_length=limits.PROMPT)
    model = text("May be said, and must then be the clip's.", required=False)
    mode = text("May be said, and must then be the clip's.", required=False)
    title = text("Your own name for it.", required=False, allow_blank=True)
    metadata = described(METADATA, "Your own notes, flat.", required=False)
    quote = serializers.UUIDField(required=False, help_text="The price you agreed to.")
    max_credits = described(AMOUNT, "The highest price you agree to.", required=False)


class GenerationReasonSerializer(ReasonSerializer):
    cause = open_set(Cause.values)
    charged = open_set(Charged.values)


class QueueSerializer(serializers.Serializer[Any]):
    """Where it waits."""

    position = serializers.IntegerField(help_text="Among all waiting, from 1.")
    own_position = serializers.IntegerField(help_text="Among your own, from 1.")
    starts = RangeSerializer(allow_null=True, help_text="Null while nothing is sent.")
    reason = ReasonSerializer(help_text="Why it waits.")


class TimingSerializer(serializers.Serializer[Any]):
    created_at = instant()
    submitted_at = instant(allow_null=True)
    running_at = instant(allow_null=True)
    ended_at = instant(allow_null=True)
    updated_at = instant()
    expected = ExpectedSerializer()


class PriceSerializer(serializers.Serializer[Any]):
    credits = credits_field()
    state = open_set(PriceState.values)


class LinksSerializer(serializers.Serializer[Any]):
    cancel = serializers.URLField(allow_null=True)
    retry = serializers.URLField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """Add the one whose name Python's habits keep."""
        return {"self": serializers.URLField(), **super().get_fields()}


class GenerationSerializer(serializers.Serializer[Any]):
    """One purchase, from acceptance to its end."""

    id = serializers.UUIDField()
    kind = open_set(KINDS)
    model = text()
    mode = text(allow_null=True)
    duration = serializers.IntegerField(allow_null=True, help_text="Seconds asked for.")
    title = text()
    prompt = text()
    request = described(
        METADATA, "A body that `POST generations/` takes unchanged, defaults filled in."
    )
    state = open_set(State.values)
    final = serializers.BooleanField(help_text="The state cannot change any more.")
    reason = GenerationReasonSerializer(allow_null=True)
    queue = QueueSerializer(allow_null=True, help_text="Null once it was sent.")
    timing = TimingSerializer()
    price = PriceSerializer()
    source_video = serializers.UUIDField(allow_null=True)
    retry_of = serializers.UUIDField(allow_null=True)
    batch = serializers.UUIDField(allow_null=True)
    sandbox = serializers.BooleanField(help_text="Made in rehearsal.")
    hidden = serializers.BooleanField()
    metadata = described(METADATA)
    videos = VideoSerializer(many=True)
    links = LinksSerializer()


class GenerationEditSerializer(serializers.Serializer[Any]):
    title = text(required=False, allow_blank=True, allow_null=True)
    hidden = serializers.BooleanField(required=False)
