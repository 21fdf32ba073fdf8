"""Write an image2video request as the gateway's page prescribes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generations.gateway.camera import camera_control
from generations.gateway.values import attached, present, whole

PICTURES = ("image", "image_tail", "static_mask")
OPTIONAL = ("prompt", "negative_prompt", "cfg_scale", "sound", "mode")

Point = Mapping[str, int]


def body(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write the fields of an image2video create.

    Pictures and masks are bytes, or addresses. `dynamic_masks` hold points in pixels
    of `image` from its top left corner, and need `image_height` beside them. There is
    no `aspect_ratio`: a clip has the shape of its picture.
    """
    pictures = present(request, PICTURES)
    if not {"image", "image_tail"} & pictures.keys():
        raise ValueError("At least one of image and image_tail is sent.")
    written = {
        **{name: attached(picture) for name, picture in pictures.items()},
        "duration": str(request["duration"]),
        **present(request, OPTIONAL),
    }
    if request.get("dynamic_masks"):
        height = whole(request["image_height"])
        written["dynamic_masks"] = [
            dynamic_mask(group, height) for group in request["dynamic_masks"]
        ]
    if request.get("camera_control"):
        written["camera_control"] = camera_control(request["camera_control"])
    return written


def dynamic_mask(group: Mapping[str, Any], height: int) -> dict[str, Any]:
    """Write one painted area and its path. The mask itself is not turned over."""
    return {
        "mask": attached(group["mask"]),
        "trajectories": turned(group["trajectories"], height),
    }


def turned(points: Iterable[Point], height: int) -> list[dict[str, int]]:
    """Count y from the bottom of a picture `height` pixels high, as the gateway does.

    The only place that does so: everything of ours counts from the top.
    """
    return [
        {"x": whole(point["x"]), "y": height - whole(point["y"])} for point in points
    ]
