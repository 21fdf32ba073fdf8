"""Kinds of field that the interface has and DRF does not name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

OPEN = "An open set: accept values that you do not know."


def open_set(values: Iterable[str], help_text: str = "", **kwargs: Any) -> Any:
    """Return a word of a set that may grow; the known ones are listed, not enforced."""
    known = list(values)
    schema: dict[str, Any] = {"type": "string", "x-extensible-enum": known}
    field = type("OpenSetField", (serializers.CharField,), {})
    told = f"{help_text} {OPEN}".strip()
    return extend_schema_field(schema)(field)(help_text=told, **kwargs)


def described(schema: dict[str, Any], help_text: str = "", **kwargs: Any) -> Any:
    """Return a field with a JSON schema of its own."""
    field = type("DescribedField", (serializers.JSONField,), {})
    return extend_schema_field(schema)(field)(help_text=help_text, **kwargs)


def credits_field(help_text: str = "", **kwargs: Any) -> Any:
    """Return an amount: a decimal as text, with exactly two decimals."""
    schema = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "example": "2.50"}
    return described(schema, help_text, **kwargs)


def seconds(help_text: str = "", **kwargs: Any) -> serializers.FloatField:
    """Return a length of time."""
    return serializers.FloatField(help_text=f"{help_text} Seconds.".strip(), **kwargs)


def instant(help_text: str = "", **kwargs: Any) -> serializers.DateTimeField:
    """Return a moment in ISO 8601, in UTC."""
    return serializers.DateTimeField(help_text=help_text, **kwargs)


def text(help_text: str = "", **kwargs: Any) -> serializers.CharField:
    """Return any text."""
    return serializers.CharField(help_text=help_text, **kwargs)


class RangeSerializer(serializers.Serializer[Any]):
    earliest = instant()
    latest = instant()


class ExpectedSerializer(serializers.Serializer[Any]):
    p50 = seconds("Half of such jobs stay under this.")
    p90 = seconds("Nine of ten stay under this.")


class ReasonSerializer(serializers.Serializer[Any]):
    code = text("Stable, never translated.")
    text = text("A sentence for a person.")
