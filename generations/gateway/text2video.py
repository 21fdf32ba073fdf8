"""Write a text2video request as the gateway's page prescribes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")
OPTIONAL = ("negative_prompt", "cfg_scale", "sound", "mode")
_OWN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def payload(
    request: Mapping[str, Any], *, wire_model_name: str, external_task_id: str
) -> dict[str, Any]:
    """Turn a validated `request` into the body of a create.

    Writes these fields and no others. Optional ones go only where the request has a
    value: whether its cell allows them has been decided before, and the gateway
    refuses, rather than ignores, one that does not fit. Raises ValueError on an own
    id that is no plain path segment, KeyError on a request that was not validated.
    """
    body: dict[str, Any] = {
        "model_name": wire_model_name,
        "prompt": request["prompt"],
        "duration": str(request["duration"]),
        "aspect_ratio": request["aspect_ratio"],
        "external_task_id": own_id(external_task_id),
    }
    for name in OPTIONAL:
        if request.get(name) not in (None, ""):
            body[name] = request[name]
    if request.get("camera_control"):
        body["camera_control"] = camera_control(request["camera_control"])
    return body


def camera_control(camera: Mapping[str, Any]) -> dict[str, Any]:
    """Write a camera move: all six axes for a simple one, none for a preset.

    The page lists the axes beside `config` in one place and inside it in another;
    inside is what the upstream interface takes.
    """
    if camera["type"] != "simple":
        return {"type": camera["type"]}
    config = {axis: camera["config"].get(axis) or 0 for axis in AXES}
    return {"type": "simple", "config": config}


def own_id(external_task_id: str) -> str:
    if not _OWN_ID.fullmatch(external_task_id):
        raise ValueError("An own id is 1 to 64 letters, digits, _ or -.")
    return external_task_id
