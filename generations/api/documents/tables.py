"""The `capabilities` shape."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.capability import State
from generations.capability.reading.fields import KINDS

from .problem import RemedySerializer
from .words import ExpectedSerializer, credits_field, described, open_set, text

STATES = [state.value for state in State]


class ModelSerializer(serializers.Serializer[Any]):
    slug = text()
    name = text()
    state = open_set(STATES)
    default = serializers.BooleanField()


class FeatureSerializer(serializers.Serializer[Any]):
    """Whether a cell takes an optional field."""

    state = open_set(STATES)
    reason = text(allow_null=True)
    excludes = serializers.ListField(child=serializers.CharField())
    needs = serializers.ListField(child=serializers.CharField())
    remedy = RemedySerializer(allow_null=True)


class ExtraSerializer(serializers.Serializer[Any]):
    """Credits added when a field has a value."""

    field = text()
    value = described({})
    credits = credits_field()


class CellSerializer(serializers.Serializer[Any]):
    """One kind, model, mode and duration; null where a kind has no such choice."""

    kind = open_set(KINDS)
    model = text(allow_null=True)
    mode = text(allow_null=True)
    duration = serializers.IntegerField(allow_null=True)
    state = open_set(STATES)
    reason = text(allow_null=True)
    remedy = RemedySerializer(allow_null=True)
    price = credits_field("Null for a closed cell.", allow_null=True)
    per_seconds = serializers.IntegerField(
        allow_null=True,
        help_text="`price` is for every started so many seconds; null: for the clip.",
    )
    extras = ExtraSerializer(many=True)
    expected = ExpectedSerializer()
    features = serializers.DictField(child=FeatureSerializer())


class CodeSerializer(serializers.Serializer[Any]):
    code = text()
    meaning = text()


class CapabilitiesSerializer(serializers.Serializer[Any]):
    """What is offered, what it costs, and how long it takes."""

    version = text("Equal tables have equal versions.")
    models = ModelSerializer(many=True)
    cells = CellSerializer(many=True)
    limits = described({"type": "object", "additionalProperties": {}})
    codes = CodeSerializer(many=True)
