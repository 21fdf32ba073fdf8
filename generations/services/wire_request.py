"""From a request that names objects by their ids to what its writer takes.

Ids become the bytes of our own copies, or the names that the gateway has for things.
What a request names is looked for anew: it may be gone since it was accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generations import wiring
from generations.gateway import FAMILIES, encode, writer_for
from generations.models import Cause, Generation

from .own_files import OwnFiles
from .standing import request_to_send
from .unsent import Unsendable

Request = dict[str, Any]

PICTURES = ("image", "image_tail", "static_mask")
CARRIES_FILES = ("image2video", "multi_image2video", "lip_sync")
"""Kinds whose calls take files along."""


def wire_body(generation: Generation, callback_url: str) -> bytes:
    """Write the body of a create: the very bytes that are hashed and sent.

    Raises what `wire_request` raises.
    """
    kind, name = generation.kind, None
    if FAMILIES[kind].names_model:
        name = wiring.wire_name_of(generation.sent_through, generation.model, kind)
    payload = writer_for(kind)(
        wire_request(generation),
        wire_model_name=name,
        external_task_id=generation.own_id,
        callback_url=callback_url,
        callback_anyway=True,
    )
    return encode(payload)


def wire_request(generation: Generation) -> Mapping[str, Any]:
    """Return what the writer of this kind takes; raise `Unsendable` where it can't be.

    Raises `StorageTrouble` while the storage does not give a file out.
    """
    complete = COMPLETED.get(generation.kind)
    request = request_to_send(generation)
    return complete(generation, request) if complete else request


def _image2video(generation: Generation, request: Request) -> Request:
    """Take frames and masks along, and the height that paths are turned over by."""
    files = OwnFiles(generation, _pictures(request))
    for name in PICTURES:
        if request.get(name):
            request[name] = files.content(request[name])
    if request.get("dynamic_masks"):
        request["image_height"] = files.height(generation.request["image"])
        request["dynamic_masks"] = [
            area | {"mask": files.content(area["mask"])}
            for area in request["dynamic_masks"]
        ]
    return request


def _pictures(request: Request) -> Iterator[str]:
    yield from (request[name] for name in PICTURES if request.get(name))
    yield from (area["mask"] for area in request.get("dynamic_masks") or ())


def _multi_image2video(generation: Generation, request: Request) -> Request:
    files = OwnFiles(generation, request["image_list"])
    pictures = [files.content(picture) for picture in request["image_list"]]
    return request | {"image_list": pictures}


def _video_extend(generation: Generation, request: Request) -> Request:
    """Name the parent as the gateway does."""
    parent = generation.source_video
    if parent is None:
        raise Unsendable(
            "parent_gone",
            "The clip to extend was removed while this waited.",
            Cause.REQUEST,
        )
    return request | {"video_id": parent.upstream_id}


COMPLETED: Mapping[str, Callable[[Generation, Request], Request]] = {
    "image2video": _image2video,
    "multi_image2video": _multi_image2video,
    "video_extend": _video_extend,
}
