from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from generations.api.codes import CODES, ITEMS
from generations.capability import CODES as RULES
from generations.media.ingest.codes import MEANINGS as UPLOADS

from .words import credits_field, described, open_set, text


@extend_schema_field(OpenApiTypes.OBJECT)
class ChangesField(serializers.JSONField):
    """New values by dotted field; null leaves the field out."""


class RemedySerializer(serializers.Serializer[Any]):
    """A way out of a problem."""

    text = text("What to do.")
    set = ChangesField(help_text="New values by dotted field; null leaves one out.")
    credits = credits_field("What it changes in the price.", allow_null=True)


class ItemSerializer(serializers.Serializer[Any]):
    """One thing wrong with a request."""

    field = text("A dotted path, `non_field`, or the name of a parameter or header.")
    code = open_set(sorted({*RULES, *ITEMS, *UPLOADS}))
    detail = text("A sentence for a person.")
    remedy = RemedySerializer(allow_null=True)


class ProblemSerializer(serializers.Serializer[Any]):
    """A refusal, as RFC 9457 describes it."""

    type = text()
    title = text()
    status = described({"type": "integer"})
    code = open_set(CODES)
    detail = text("A sentence for a person.")
    request_id = text("Finds the call in the log.", allow_null=True)
    errors = ItemSerializer(many=True)  # type: ignore[assignment]
