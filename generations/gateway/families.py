"""The gateway's families of tasks, as data; each kind adds a writer file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """One pair of create and query addresses.

    `has_own_id`: takes `external_task_id`, so a lost answer can be looked up.
    `has_callback`: documents `callback_url`.
    """

    name: str
    segment: str
    has_own_id: bool
    has_callback: bool


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("text2video", "text2video", has_own_id=True, has_callback=False),
        Family("image2video", "image2video", has_own_id=True, has_callback=False),
        Family(
            "multi_image2video", "multi-image2video", has_own_id=True, has_callback=True
        ),
        Family("video_extend", "video-extend", has_own_id=False, has_callback=False),
        Family("lip_sync", "advanced-lip-sync", has_own_id=True, has_callback=True),
    )
}
