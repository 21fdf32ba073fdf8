from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.services.lineage import CONTINUED, WAYS

from .video import VideoSerializer
from .words import open_set


class EdgeSerializer(serializers.Serializer[Any]):
    """One clip came from another."""

    to = serializers.UUIDField()
    kind = open_set([*WAYS.values(), CONTINUED], "How.")

    def get_fields(self) -> dict[str, Any]:
        """Add the one whose name Python keeps for itself."""
        return {"from": serializers.UUIDField(), **super().get_fields()}


class LineageSerializer(serializers.Serializer[Any]):
    """The family of a clip, oldest first; those in the trash are among it."""

    nodes = VideoSerializer(many=True)
    edges = EdgeSerializer(many=True)
    more = serializers.BooleanField(help_text="Clips farther away are left out.")
