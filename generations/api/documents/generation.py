from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.capability.reading.fields import KINDS
from generations.models import Cause, Charged, PriceState, State

from .requests import METADATA
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
