"""From a validated request to the body of its call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from generations.gateway import (
    identify_face,
    image2video,
    lip_sync,
    multi_image2video,
    text2video,
    video_extend,
)
from generations.gateway.families import FAMILIES, Family
from generations.gateway.values import address, model_name, own_id

Request = Mapping[str, Any]


class Writer(Protocol):
    """Turn a validated request into the body of a call.

    Writes the family's fields and no others. Optional ones go only where the request
    has a value: whether its cell allows them has been decided before, and the gateway
    refuses, rather than ignores, one that does not fit. A keyword that the family has
    no field for is left out; `callback_anyway` sends the callback where the page lists
    none, on an operator's word. Raises ValueError on what can never be sent, KeyError
    on a request that was not validated.
    """

    def __call__(
        self,
        request: Request,
        *,
        wire_model_name: str | None = None,
        external_task_id: str | None = None,
        callback_url: str | None = None,
        callback_anyway: bool = False,
    ) -> dict[str, Any]: ...


BODIES: Mapping[str, Callable[[Request], dict[str, Any]]] = {
    "text2video": text2video.body,
    "image2video": image2video.body,
    "multi_image2video": multi_image2video.body,
    "video_extend": video_extend.body,
    "identify_face": identify_face.body,
    "lip_sync": lip_sync.body,
}


def writer_for(kind: str) -> Writer:
    """Give the writer of `kind`; KeyError for one that the gateway does not have."""
    return partial(_write, FAMILIES[kind])


def _write(
    family: Family,
    request: Request,
    *,
    wire_model_name: str | None = None,
    external_task_id: str | None = None,
    callback_url: str | None = None,
    callback_anyway: bool = False,
) -> dict[str, Any]:
    """Put what several families share around a family's own fields."""
    written: dict[str, Any] = {}
    if family.names_model:
        written["model_name"] = model_name(wire_model_name)
    written |= BODIES[family.name](request)
    if family.has_own_id:
        written["external_task_id"] = own_id(external_task_id)
    calls_back = family.has_callback or (callback_anyway and family.makes_task)
    if calls_back and callback_url:
        written["callback_url"] = address(callback_url)
    return written
