"""Write an identify-face request as the gateway's page prescribes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generations.gateway.values import address, identifier, only_one


def body(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write which video to look at: `video_id` or `video_url`, never both."""
    name = only_one(request, "video_id", "video_url")
    write = identifier if name == "video_id" else address
    return {name: write(request[name])}
