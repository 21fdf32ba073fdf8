"""Which kinds are offered, and the fields that do not belong to one of them.

A kind is offered when it has fields in FIELDS and open cells in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from generations.capability import limits
from generations.capability.reading.kinds import (
    ASPECT_RATIOS as ASPECT_RATIOS,
)
from generations.capability.reading.kinds import (
    KIND_FIELDS,
    Field,
    Fields,
)
from generations.capability.reading.kinds import (
    SOUND as SOUND,
)
from generations.capability.reading.kinds import (
    TEXT2VIDEO as TEXT2VIDEO,
)
from generations.capability.reading.metadata import metadata
from generations.capability.reading.scalars import amount, optional, uuid

#: Every kind of the public interface, offered or not.
KINDS = tuple(KIND_FIELDS)

#: The kinds that work end to end. One more is one word here.
OPENED = ("text2video", "image2video", "multi_image2video", "video_extend")

#: The fields of the kinds that are offered, by kind.
FIELDS: Mapping[str, Fields] = {kind: KIND_FIELDS[kind] for kind in OPENED}

#: The fields that choose a cell.
CHOICES = ("kind", "model", "mode", "duration")

#: Ours, never sent on: what the caller calls it, and what the caller agrees to pay.
TERMS: Fields = {
    "title": Field(partial(optional, limit=limits.TITLE)),
    "metadata": Field(metadata),
    "quote": Field(uuid),
    "max_credits": Field(amount),
}


def any_kind(registry: Mapping[str, Fields]) -> Fields:
    """Return the fields of all kinds: what can be read before the kind is known.

    A name means the same in every kind; it is required where no kind can do without.
    """
    merged: dict[str, Field] = {}
    for name, field in (
        pair for fields in registry.values() for pair in fields.items()
    ):
        if name not in merged or merged[name].required:
            merged[name] = field
    return {
        name: replace(field, required=field.required and _in_every(registry, name))
        for name, field in merged.items()
    }


def _in_every(registry: Mapping[str, Fields], name: str) -> bool:
    return all(name in fields for fields in registry.values())
