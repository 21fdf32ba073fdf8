"""What ingest says of a file it does not take, as the problem of one field."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from generations.errors import Problem, Remedy
from generations.media.refused import Refused

from .refusals import StorageAway, UploadRefused

logger = logging.getLogger(__name__)

FIELDS = {"crop_outside": "crop", "bad_cut": "start_time", "no_such_moment": "time"}
"""Where the reason is not the file itself."""

Data = Mapping[str, Any]


@contextmanager
def told(field: str = "file") -> Iterator[None]:
    """Tell whatever the bytes of a file do to who reads them, as a refusal of it.

    Trouble of the disk or of the storage becomes `StorageAway`.
    """
    try:
        yield
    except Refused as refusal:
        raise _refused(refusal, field) from refusal
    except OSError as error:
        logger.warning("Storage did not serve an upload.", exc_info=error)
        raise StorageAway from error
    except RuntimeError as error:
        logger.exception("A file broke the program that reads it.")
        text = "The file cannot be read: it broke the program that reads such files."
        raise _refused(Refused("unreadable", text), field) from error


def _refused(refusal: Refused, field: str) -> UploadRefused:
    """Return the refusal with its field, and the way out where a field can set it."""
    code, detail = refusal.code, refusal.detail
    made = WAYS_OUT.get(code)
    remedy = made(refusal.data) if made else None
    if field != "file" and remedy and "crop" in remedy.set:
        remedy = None  # only uploads can be cropped
    return UploadRefused(Problem(FIELDS.get(code, field), code, detail, remedy))


def _crop(data: Data) -> Remedy:
    crop = data["crop"]
    text = f"Keep its middle, {crop['width']} x {crop['height']}."
    return Remedy(text, {"crop": crop})


def _whole(data: Data) -> Remedy:
    return Remedy("Leave the crop out.", {"crop": None})


def _cut(data: Data) -> Remedy | None:
    """Offer to cut what can be cut: `start` says that it is a sound."""
    if "start" not in data:
        return None
    start, most = round(data["start"] * 1000), data["most"] * 1000
    text = f"Keep {data['most']} seconds of it."
    return Remedy(text, {"start_time": start, "end_time": start + most})


def _size(data: Data) -> Remedy:
    needed = data["needed"]
    return Remedy(f"Paint it on {needed['width']} x {needed['height']} pixels.")


def _end(data: Data) -> Remedy:
    return Remedy("Take the last frame.", {"time": None})


WAYS_OUT: Mapping[str, Callable[[Data], Remedy | None]] = {
    "bad_shape": _crop,
    "crop_outside": _whole,
    "too_long": _cut,
    "mask_size": _size,
    "no_such_moment": _end,
}
