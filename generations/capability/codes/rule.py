"""What a rule is told in, and the ways out that several rules share."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """The words of one code; an empty `way_out` means that none can be named."""

    meaning: str
    detail: str
    way_out: str = ""


LEAVE_OUT = "Leave it out."
DID_YOU_MEAN = "Did you mean `{near}`?"
MEANT_BUT_THERE = "Did you mean `{near}`? That is there already: leave this one out."
MOVE_TO = "Put it in `{near}`."
NAME_MODEL = "Leave it out, and name the model in `model`."
USE = "Use {near}."
CHOOSE = "Add `{field}`: {choices}."
ADD_OR_SWITCH = "Add `{field}`, or switch to {where}{credits}."
UPLOAD_FIRST = "Upload it first, and use its id here."
CONTINUE = "Continue it instead: its last frame starts a new clip."
