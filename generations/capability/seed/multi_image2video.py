"""Clips from up to four pictures: facts.md, sections 1.4 and 4."""

from __future__ import annotations

from generations.capability.cells import State
from generations.capability.seed.rows import BOTH, LENGTHS, Row
from generations.capability.seed.words import YES

_ALWAYS = {"negative_prompt": YES, "aspect_ratio": YES}
_ONLY_V1_6 = "Only v1.6 makes clips from several pictures."

ROWS = (
    Row("v1.6", BOTH, LENGTHS, State.YES, None, _ALWAYS),
    Row("v2.1", BOTH, LENGTHS, State.NO, _ONLY_V1_6, {}),
    Row("v2.1-master", (None,), LENGTHS, State.NO, _ONLY_V1_6, {}),
    Row("v2.5-turbo", BOTH, LENGTHS, State.NO, _ONLY_V1_6, {}),
    Row("v2.6", BOTH, LENGTHS, State.NO, _ONLY_V1_6, {}),
)
