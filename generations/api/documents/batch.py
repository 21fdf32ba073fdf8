from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.capability import limits
from generations.models import State

from .generation import GenerationSerializer
from .operations import Responses, refused
from .requests import AMOUNT, ANY_REQUEST
from .words import credits_field, described, instant, open_set

MEMBERS: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "maxItems": limits.BATCH,
    "items": ANY_REQUEST,
}


class BatchRequestSerializer(serializers.Serializer[Any]):
    """What to make. `quote` and `max_credits` are about all of it."""

    generations = described(MEMBERS, f"With their takes at most {limits.BATCH}.")
    takes = serializers.IntegerField(
        required=False,
        min_value=limits.TAKES[0],
        max_value=limits.TAKES[1],
        help_text="How many times to make each; 1.",
    )
    quote = serializers.UUIDField(required=False, help_text="The price you agreed to.")
    max_credits = described(AMOUNT, "The highest price you agree to.", required=False)


class StateCountSerializer(serializers.Serializer[Any]):
    state = open_set(State.values)
    count = serializers.IntegerField()


class BatchPriceSerializer(serializers.Serializer[Any]):
    credits = credits_field("Of all its generations.")


class BatchLinksSerializer(serializers.Serializer[Any]):
    cancel = serializers.URLField(
        allow_null=True, help_text="Null once nothing of it waits."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the one whose name Python's habits keep."""
        return {"self": serializers.URLField(), **super().get_fields()}


class BatchSerializer(serializers.Serializer[Any]):
    """Requests that were accepted together; each goes its own way."""

    id = serializers.UUIDField()
    takes = serializers.IntegerField()
    created_at = instant()
    sandbox = serializers.BooleanField(help_text="Made in rehearsal.")
    final = serializers.BooleanField(help_text="No state of it can change any more.")
    by_state = StateCountSerializer(many=True)
    price = BatchPriceSerializer()
    generations = GenerationSerializer(many=True)
    links = BatchLinksSerializer()


BATCH_MADE: Responses = {201: BatchSerializer, **refused(402, 409, 422)}
