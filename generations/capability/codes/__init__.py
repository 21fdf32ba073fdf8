"""Every rule a request can break: its code, its meaning, its sentence, its way out.

One entry per rule, and no sentence of a rule anywhere else: a translation replaces
`detail` and `way_out` by code. `meaning` is for the docs page. `{label}` is the field's
name for a person, `{given}` what was sent, capped.
"""

from __future__ import annotations

from generations.capability.codes.fields import FIELD_RULES
from generations.capability.codes.objects import OBJECT_RULES
from generations.capability.codes.rule import (
    ADD_OR_SWITCH,
    CHOOSE,
    CONTINUE,
    DID_YOU_MEAN,
    LEAVE_OUT,
    MEANT_BUT_THERE,
    MOVE_TO,
    NAME_MODEL,
    UPLOAD_FIRST,
    USE,
    Rule,
)

RULES: dict[str, Rule] = {**FIELD_RULES, **OBJECT_RULES}
CODES = tuple(RULES)

__all__ = [
    "ADD_OR_SWITCH",
    "CHOOSE",
    "CODES",
    "CONTINUE",
    "DID_YOU_MEAN",
    "LEAVE_OUT",
    "MEANT_BUT_THERE",
    "MOVE_TO",
    "NAME_MODEL",
    "RULES",
    "UPLOAD_FIRST",
    "USE",
    "Rule",
]
