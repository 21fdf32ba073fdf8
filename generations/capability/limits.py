"""Every number that a field is measured against, in one place."""

from __future__ import annotations

from decimal import Decimal

#: Code points, as the gateway's document says.
PROMPT = 2500
NEGATIVE_PROMPT = 2500
TITLE = 200
NOTE = 5000

CFG_SCALE = (0, 1)
CAMERA_AXIS = (-10, 10)

METADATA_KEYS = 50
METADATA_KEY = 64
METADATA_VALUE = 500
METADATA_BYTES = 8 * 1024

#: Whole numbers that every JSON reader keeps exactly.
SAFE_INTEGER = 2**53 - 1

MAX_CREDITS = Decimal("999999999.99")

#: How many problems of one sort are named one by one.
NAMED = 20


def as_json() -> dict[str, object]:
    """Return the `limits` of the public capabilities document."""
    return {
        "prompt": PROMPT,
        "negative_prompt": NEGATIVE_PROMPT,
        "title": TITLE,
        "note": NOTE,
        "cfg_scale": {"min": CFG_SCALE[0], "max": CFG_SCALE[1]},
        "camera_axis": {"min": CAMERA_AXIS[0], "max": CAMERA_AXIS[1]},
        "metadata_keys": METADATA_KEYS,
        "metadata_key": METADATA_KEY,
        "metadata_value": METADATA_VALUE,
        "metadata_bytes": METADATA_BYTES,
    }
