"""Write a text2video request as the gateway's page prescribes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generations.gateway.camera import camera_control
from generations.gateway.values import present

OPTIONAL = ("negative_prompt", "cfg_scale", "sound", "mode")


def body(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write the fields of a text2video create.

    `aspect_ratio` goes to the top level, though the page prints it as a part of the
    camera move: that is where it stands in every other family.
    """
    written = {
        "prompt": request["prompt"],
        "duration": str(request["duration"]),
        "aspect_ratio": request["aspect_ratio"],
        **present(request, OPTIONAL),
    }
    if request.get("camera_control"):
        written["camera_control"] = camera_control(request["camera_control"])
    return written
