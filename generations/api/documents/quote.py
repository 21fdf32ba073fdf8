from __future__ import annotations

from typing import Any

from rest_framework import serializers

from .problem import ItemSerializer, ProblemSerializer
from .words import ExpectedSerializer, RangeSerializer, credits_field, instant, text


class PartSerializer(serializers.Serializer[Any]):
    label = text()  # type: ignore[assignment]
    credits = credits_field()


class QuotedPriceSerializer(serializers.Serializer[Any]):
    credits = credits_field()
    items = PartSerializer(many=True)


class QuoteSerializer(serializers.Serializer[Any]):
    """A price that binds for ten minutes, or everything that is wrong."""

    id = serializers.UUIDField(allow_null=True, help_text="Null with problems.")
    ok = serializers.BooleanField()
    expires_at = instant(allow_null=True)
    price = QuotedPriceSerializer(allow_null=True)
    starts = RangeSerializer(allow_null=True)
    expected = ExpectedSerializer(allow_null=True)
    problems = ItemSerializer(many=True)


class ConflictSerializer(ProblemSerializer):
    """A refusal; with `price_changed` comes the new quote."""

    quote = QuoteSerializer(required=False)
