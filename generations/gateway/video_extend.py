"""Write a video-extend request as the gateway's page prescribes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generations.gateway.values import identifier, present


def body(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write the fields of a video-extend create.

    `video_id` is the gateway's id of the video, not of the task that made it. Model,
    mode and length come with it; upstream takes more fields, this gateway lists none.
    """
    return {
        "video_id": identifier(request["video_id"]),
        **present(request, ("prompt",)),
    }
