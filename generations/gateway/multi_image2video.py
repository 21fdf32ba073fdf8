"""Write a multi-image2video request as the gateway's page prescribes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generations.gateway.values import attached, present

OPTIONAL = ("negative_prompt", "mode")


def body(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write the fields of a multi-image2video create.

    `image_list` holds pictures in their order: bytes, or addresses.
    """
    if not request["image_list"]:
        raise ValueError("At least one picture is sent.")
    return {
        "image_list": [{"image": attached(image)} for image in request["image_list"]],
        "prompt": request["prompt"],
        "duration": str(request["duration"]),
        "aspect_ratio": request["aspect_ratio"],
        **present(request, OPTIONAL),
    }
