"""Longer clips: model and mode are the parent's, and nobody chooses a length.

Sources: facts.md, sections 1.3 and 4, and 1.8, row 35.
"""

from __future__ import annotations

from generations.capability.cells import State
from generations.capability.seed.rows import BOTH, Row
from generations.capability.seed.words import YES

_NOT_2_1 = "The gateway does not extend clips of the 2.1 models."
_NOT_KNOWN = "The gateway is not known to extend clips of this model."
_NO_LENGTH = (None,)

ROWS = (
    Row("v1.6", BOTH, _NO_LENGTH, State.YES, None, {"prompt": YES}),
    Row("v2.1", BOTH, _NO_LENGTH, State.NO, _NOT_2_1, {}),
    Row("v2.1-master", (None,), _NO_LENGTH, State.NO, _NOT_2_1, {}),
    Row("v2.5-turbo", BOTH, _NO_LENGTH, State.NO, _NOT_KNOWN, {}),
    Row("v2.6", ("pro",), _NO_LENGTH, State.NO, _NOT_KNOWN, {}),
)
