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
VOLUME = (0, 2)

#: Lists: how few and how many.
IMAGE_LIST = (1, 4)
DYNAMIC_MASKS = 6
TRAJECTORY = (2, 77)

#: Characters of an id that the gateway gave, as its reader keeps them.
NAME = 128

#: Milliseconds: a crop of a sound, and what it shares with the sight of the face.
SOUND_CROP = 2000
FACE_OVERLAP = 2000

#: Seconds: what an extension adds, about; the longest chain; the longest clip in which
#: faces are looked for.
EXTENSION = 5
CHAIN = 180
FACES = 60

METADATA_KEYS = 50
METADATA_KEY = 64
METADATA_VALUE = 500
METADATA_BYTES = 8 * 1024

#: Whole numbers that every JSON reader keeps exactly.
SAFE_INTEGER = 2**53 - 1

MAX_CREDITS = Decimal("999999999.99")

#: How often a batch makes each of its requests, and how many it may come to in all.
TAKES = (1, 8)
BATCH = 100

#: How many problems of one sort are named one by one.
NAMED = 20


#: Uploads, as `media.ingest.rules` takes and keeps them: bytes, pixels, seconds.
PICTURE_READ_BYTES = 50_000_000
PICTURE_READ_PIXELS = 64_000_000
PICTURE_BYTES = 10_000_000
PICTURE_LEAST_SIDE = 300
PICTURE_LONG_SIDE = 2560
PICTURE_SHAPE = Decimal("2.5")
SOUND_READ_BYTES = 100_000_000
SOUND_BYTES = 5_000_000
SOUND_SECONDS = (2, 60)
VIDEO_BYTES = 100_000_000
VIDEO_SECONDS = (2, 60)
VIDEO_SIDES = (512, 2160)
VIDEO_SHORT_SIDES = (720, 1080)


def as_json() -> dict[str, object]:
    """Return the `limits` of the public capabilities document."""
    return {
        "prompt": PROMPT,
        "negative_prompt": NEGATIVE_PROMPT,
        "title": TITLE,
        "note": NOTE,
        "cfg_scale": _range(CFG_SCALE),
        "camera_axis": _range(CAMERA_AXIS),
        "metadata_keys": METADATA_KEYS,
        "metadata_key": METADATA_KEY,
        "metadata_value": METADATA_VALUE,
        "metadata_bytes": METADATA_BYTES,
        "image_list": _range(IMAGE_LIST),
        "dynamic_masks": DYNAMIC_MASKS,
        "trajectory": _range(TRAJECTORY),
        "volume": _range(VOLUME),
        "sound_crop_ms": SOUND_CROP,
        "face_overlap_ms": FACE_OVERLAP,
        "extension_seconds": EXTENSION,
        "chain_seconds": CHAIN,
        "face_clip_seconds": FACES,
        "uploads": _uploads(),
        "takes": _range(TAKES),
        "batch": BATCH,
    }


def _uploads() -> dict[str, object]:
    """Return what is taken in (`read_…`) and what is kept and sent of it."""
    return {
        "image": {
            "read_bytes": PICTURE_READ_BYTES,
            "read_pixels": PICTURE_READ_PIXELS,
            "bytes": PICTURE_BYTES,
            "least_side": PICTURE_LEAST_SIDE,
            "long_side": PICTURE_LONG_SIDE,
            "longest_shape": float(PICTURE_SHAPE),
        },
        "mask": {"same_size_as": "image"},
        "audio": {
            "read_bytes": SOUND_READ_BYTES,
            "bytes": SOUND_BYTES,
            "seconds": _range(SOUND_SECONDS),
        },
        "video": {
            "bytes": VIDEO_BYTES,
            "seconds": _range(VIDEO_SECONDS),
            "side": _range(VIDEO_SIDES),
            "short_sides": list(VIDEO_SHORT_SIDES),
        },
    }


def _range(bounds: tuple[int, int]) -> dict[str, int]:
    return {"min": bounds[0], "max": bounds[1]}
