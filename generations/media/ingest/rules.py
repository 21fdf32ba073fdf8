"""What is taken in, what is sent on, and what each refusal says.

The sides, shapes, seconds and sizes that bind what is sent are the gateway document's;
a megabyte is a million bytes here, the smaller of its two meanings. What is read may
be larger: it is made smaller before it is kept.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from generations.media.refused import Refused

MEGABYTE = 1_000_000

#: Pictures as they are read. A phone's 48 million pixels pass.
PICTURE_READ_BYTES = 50 * MEGABYTE
PICTURE_READ_PIXELS = 64_000_000
#: Pictures as they are kept: clips are 1920 pixels wide at most, and a crop of a
#: picture should still fill one.
PICTURE_BYTES = 10 * MEGABYTE
PICTURE_LEAST_SIDE = 300
PICTURE_LONG_SIDE = 2560
PICTURE_SHAPE = Fraction(5, 2)

SOUND_READ_BYTES = 100 * MEGABYTE
SOUND_BYTES = 5 * MEGABYTE
SOUND_SECONDS = (2, 60)

VIDEO_BYTES = 100 * MEGABYTE
VIDEO_SECONDS = (2, 60)
VIDEO_SIDES = (512, 2160)
VIDEO_SHORT_SIDES = (720, 1080)


def check_weight(path: str, most: int) -> None:
    """Refuse a file of more than `most` bytes, and an empty one."""
    size = Path(path).stat().st_size
    if size == 0:
        raise Refused("unreadable", "The file is empty.")
    if size > most:
        raise Refused(
            "too_heavy",
            f"The file has {size / MEGABYTE:.1f} MB; at most {most // MEGABYTE} MB"
            " can be read.",
            size=size,
            most=most,
        )


def check_pixels(width: int, height: int) -> None:
    """Refuse a picture that would cost too much memory, before it is decoded."""
    if width * height > PICTURE_READ_PIXELS:
        raise Refused(
            "too_many_pixels",
            f"The picture has {width} x {height} pixels; at most"
            f" {PICTURE_READ_PIXELS // 1_000_000} million can be read."
            " Make it smaller and send it again.",
            width=width,
            height=height,
            most_pixels=PICTURE_READ_PIXELS,
        )


def check_shape(width: int, height: int) -> None:
    """Refuse a picture that no making smaller can fit; propose a crop that can."""
    if min(width, height) < PICTURE_LEAST_SIDE:
        raise Refused(
            "too_small",
            f"The picture has {width} x {height} pixels; both sides need at least"
            f" {PICTURE_LEAST_SIDE}. Send a larger one.",
            width=width,
            height=height,
            least_side=PICTURE_LEAST_SIDE,
        )
    if max(width, height) > PICTURE_SHAPE * min(width, height):
        raise Refused(
            "bad_shape",
            f"A picture of {width} x {height} is too {_stretched(width, height)}:"
            " its sides may be 1:2.5 to 2.5:1. Crop it, for example as proposed.",
            width=width,
            height=height,
            longest_shape=float(PICTURE_SHAPE),
            crop=proposed_crop(width, height),
        )


def proposed_crop(width: int, height: int) -> dict[str, int]:
    """Return the largest part of a picture, from its middle, whose shape is taken."""
    within_width = min(width, int(height * PICTURE_SHAPE))
    within_height = min(height, int(width * PICTURE_SHAPE))
    return {
        "x": (width - within_width) // 2,
        "y": (height - within_height) // 2,
        "width": within_width,
        "height": within_height,
    }


def check_seconds(seconds: float, allowed: tuple[int, int], what: str) -> None:
    """Refuse what is too short or too long; `what` is its name in a sentence."""
    least, most = allowed
    if least <= seconds <= most:
        return
    short = seconds < least
    raise Refused(
        "too_short" if short else "too_long",
        f"The {what} lasts {seconds:.1f} s; it may last {least} to {most} s."
        + (" Send a longer one." if short else " Cut it and send it again."),
        duration=round(seconds, 3),
        least=least,
        most=most,
    )


def check_video_size(width: int, height: int) -> None:
    """Refuse what is neither 720p nor 1080p, upright or lying."""
    least, most = VIDEO_SIDES
    short, long = sorted((width, height))
    if short in VIDEO_SHORT_SIDES and least <= short and long <= most:
        return
    raise Refused(
        "bad_video_size",
        f"The video has {width} x {height} pixels; it must be 720p or 1080p (its"
        f" shorter side 720 or 1080), and no side longer than {most}.",
        width=width,
        height=height,
        short_sides=list(VIDEO_SHORT_SIDES),
        least_side=least,
        most_side=most,
    )


def _stretched(width: int, height: int) -> str:
    return "wide" if width > height else "tall"
