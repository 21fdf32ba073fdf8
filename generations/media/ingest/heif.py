"""HEIC, what iPhones save: read where the `pi-heif` package is installed.

It is the one seam: with the package, HEIC is taken like any other picture; without,
it is refused in words. Nothing else asks.
"""

from __future__ import annotations

import importlib
import importlib.util

from generations.media.refused import Refused

PACKAGE = "pi_heif"
FORMAT = "HEIF"


def is_readable() -> bool:
    """Return whether the package is there."""
    return importlib.util.find_spec(PACKAGE) is not None


def check_readable() -> None:
    """Teach Pillow to read HEIC, or refuse it."""
    if not is_readable():
        raise Refused(
            "unsupported_type",
            "This studio cannot read HEIC pictures yet. Save it as JPEG, or set the"
            " camera to its most compatible format, and send it again.",
        )
    importlib.import_module(PACKAGE).register_heif_opener(thumbnails=False)
