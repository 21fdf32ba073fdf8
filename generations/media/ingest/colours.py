"""Make any picture an upright one in sRGB, with nothing but its pixels."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

from generations.media.ingest.opening import reading
from generations.media.unreadable import Unreadable

#: Transparent pictures are mostly cut-outs and drawings, made to stand on paper.
PAPER = (255, 255, 255)
ORIENTATION = 0x0112
Turn = Image.Transpose
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}
SIDEWAYS = frozenset({Turn.TRANSPOSE, Turn.ROTATE_270, Turn.TRANSVERSE, Turn.ROTATE_90})
PLAIN_MODES = frozenset({"L", "RGB", "CMYK"})
MODE_OF_SPACE = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}


def turn_of(picture: Image.Image) -> Image.Transpose | None:
    """Return what makes a loaded picture upright; a broken note of it says nothing."""
    try:
        with reading():
            return TURNS.get(picture.getexif().get(ORIENTATION, 1))
    except (Unreadable, OSError):
        return None


def opaque(picture: Image.Image) -> Image.Image:
    """Return the picture as L, RGB or CMYK, laid on paper where it is transparent."""
    with reading():
        if has_deep_greys(picture):
            return eight_bits(picture)
        if picture.has_transparency_data:
            upper = picture.convert("RGBA")
            paper = Image.new("RGB", upper.size, PAPER)
            paper.paste(upper, mask=upper.getchannel("A"))
            return paper
        if picture.mode == "1":
            return picture.convert("L")
        return picture if picture.mode in PLAIN_MODES else picture.convert("RGB")


def has_deep_greys(picture: Image.Image) -> bool:
    """Return whether the picture has more than 256 levels of grey."""
    return picture.mode in {"I", "F"} or picture.mode.startswith("I;16")


def eight_bits(picture: Image.Image) -> Image.Image:
    """Return 16 bits of grey as L: Pillow's own way clips the bright to white."""
    levels = np.asarray(picture).astype(np.float64) / 257
    return Image.fromarray(levels.clip(0, 255).round().astype(np.uint8))


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB as the profile means it; one that does not fit or parse is ignored."""
    if profile:
        try:
            return _through_profile(picture, profile)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture.convert("RGB")


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    mode = MODE_OF_SPACE.get(source.profile.xcolor_space.strip())
    if mode == "RGB" and picture.mode == "L":
        picture = picture.convert("RGB")
    if picture.mode != mode:
        raise ValueError("The profile is for another kind of colours.")
    turned = ImageCms.profileToProfile(
        picture,
        source,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return turned or picture
