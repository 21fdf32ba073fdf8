"""What cells and features say of themselves, in words that several kinds share."""

from __future__ import annotations

from generations.capability.cells import Feature, State

YES = Feature(State.YES)


def no(reason: str) -> Feature:
    return Feature(State.NO, reason)


NO_CFG = no("Only v1.6 has this setting.")
NO_SOUND = no("Only v2.6 makes sound.")
NO_CAMERA = no("This model has no camera moves.")
CAMERA_SHORT = no("Camera moves are made at 5 s only.")
CAMERA_UNPROVEN = Feature(
    State.UNVERIFIED,
    "The gateway's guide describes camera moves here; nobody has proven them yet. "
    "If it refuses, nothing is charged.",
)
TURBO_UNPROVEN = (
    "The gateway's guide names v2.5-turbo without describing it; nobody has proven it "
    "yet. If it refuses, nothing is charged."
)
PRO_ONLY = "v2.6 works in pro only."
