"""Bad bodies of every kind: changes to a good one, and exactly what is wrong then.

A row is a field and a code that must be told, and the changes that lead to them; one
with several pairs must be told all of them at once, and no other.
"""

from __future__ import annotations

from typing import Any

from . import extend, image, lip_sync, multi, words

Pair = tuple[str, str]
Row = tuple[str, dict[str, Any], set[Pair]]


def _rows(kind: str, rows: list[tuple[Any, ...]]) -> list[Row]:
    return [(kind, changes, _pairs(wrong)) for changes, *wrong in rows]


def _pairs(wrong: list[Any]) -> set[Pair]:
    """Read `field, code` or a list of such pairs."""
    return set(wrong[0]) if len(wrong) == 1 else {(wrong[0], wrong[1])}


KINDS_WITH_PROMPT = ("image2video", "multi_image2video", "video_extend")
EVERY_KIND = (*KINDS_WITH_PROMPT, "lip_sync")

ROWS: list[Row] = [
    *_rows("image2video", image.ROWS),
    *_rows("multi_image2video", multi.ROWS),
    *_rows("video_extend", extend.ROWS),
    *_rows("lip_sync", lip_sync.ROWS),
    *(row for kind in KINDS_WITH_PROMPT for row in _rows(kind, words.PROMPT_ROWS)),
    *(row for kind in EVERY_KIND for row in _rows(kind, words.TERM_ROWS)),
]
