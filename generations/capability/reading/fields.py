"""Which fields each kind takes, and who reads them.

A kind is offered when it has fields here and open cells in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from generations.capability import limits
from generations.capability.reading.camera import camera
from generations.capability.reading.metadata import metadata
from generations.capability.reading.scalars import (
    Reader,
    amount,
    choice,
    filled,
    number,
    optional,
    uuid,
)

#: Every kind of the public interface, offered or not.
KINDS = ("text2video", "image2video", "multi_image2video", "video_extend", "lip_sync")

#: The fields that choose a cell.
CHOICES = ("kind", "model", "mode", "duration")

ASPECT_RATIOS = ("16:9", "9:16", "1:1")
SOUND = ("on", "off")


@dataclass(frozen=True, slots=True)
class Field:
    """A field's reader, and what it is when a cell takes it and nobody said."""

    read: Reader
    default: object = None
    required: bool = False


Fields = Mapping[str, Field]

TEXT2VIDEO: Fields = {
    "prompt": Field(partial(filled, limit=limits.PROMPT), required=True),
    "negative_prompt": Field(partial(optional, limit=limits.NEGATIVE_PROMPT)),
    "cfg_scale": Field(partial(number, bounds=limits.CFG_SCALE)),
    "sound": Field(partial(choice, choices=SOUND), default="off"),
    "aspect_ratio": Field(partial(choice, choices=ASPECT_RATIOS), default="16:9"),
    "camera_control": Field(camera),
}

FIELDS: Mapping[str, Fields] = {"text2video": TEXT2VIDEO}


def _in_every_kind(name: str) -> bool:
    """Say whether no kind can do without the field."""
    kinds = FIELDS.values()
    return all(name in fields and fields[name].required for fields in kinds)


#: A name means the same in every kind, so it can be read before the kind is known.
ANY_KIND: Fields = {
    name: replace(field, required=_in_every_kind(name))
    for fields in FIELDS.values()
    for name, field in fields.items()
}

#: Ours, never sent on: what the caller calls it, and what the caller agrees to pay.
TERMS: Fields = {
    "title": Field(partial(optional, limit=limits.TITLE)),
    "metadata": Field(metadata),
    "quote": Field(uuid),
    "max_credits": Field(amount),
}
