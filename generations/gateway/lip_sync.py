"""Write an advanced-lip-sync request as the gateway's page prescribes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generations.gateway.values import (
    attached,
    identifier,
    only_one,
    present,
    whole,
)

TIMES = ("sound_start_time", "sound_end_time", "sound_insert_time")
VOLUMES = ("sound_volume", "original_audio_volume")


def body(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write the fields of a lip-sync create.

    `face_choose` is a list of exactly one face: the gateway takes no more. The sound
    is `sound_file`, bytes or an address, or `audio_id`. Times are milliseconds.
    """
    face = {
        "face_id": identifier(request["face_id"]),
        **_sound(request),
        **{name: whole(request[name]) for name in TIMES},
        **present(request, VOLUMES),
    }
    return {"session_id": identifier(request["session_id"]), "face_choose": [face]}


def _sound(request: Mapping[str, Any]) -> dict[str, Any]:
    name = only_one(request, "sound_file", "audio_id")
    write = attached if name == "sound_file" else identifier
    return {name: write(request[name])}
