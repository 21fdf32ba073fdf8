"""The gateway's families of calls, as data; each has a writer file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """One operation and its addresses.

    `names_model`: takes `model_name`; the others inherit it or have none.
    `has_own_id`: takes `external_task_id`, so a lost answer can be looked up.
    `by_own_id`: a query takes that id in place of the gateway's own.
    `has_callback`: documents `callback_url`.
    `makes_task`: answers with a task to look up later, not with the result.
    """

    name: str
    segment: str
    names_model: bool = False
    has_own_id: bool = False
    by_own_id: bool = False
    has_callback: bool = False
    makes_task: bool = True


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family(
            "text2video",
            "text2video",
            names_model=True,
            has_own_id=True,
            by_own_id=True,
        ),
        Family(
            "image2video",
            "image2video",
            names_model=True,
            has_own_id=True,
            by_own_id=True,
        ),
        Family(
            "multi_image2video",
            "multi-image2video",
            names_model=True,
            has_own_id=True,
            by_own_id=True,
            has_callback=True,
        ),
        Family("video_extend", "video-extend"),
        Family("identify_face", "identify-face", makes_task=False),
        Family(
            "lip_sync",
            "advanced-lip-sync",
            has_own_id=True,
            by_own_id=True,
            has_callback=True,
        ),
    )
}


def family_of_tasks(name: str) -> Family:
    """Give the family `name`; KeyError unless it makes tasks."""
    family = FAMILIES[name]
    if not family.makes_task:
        raise KeyError(f"{name} makes no task")
    return family
