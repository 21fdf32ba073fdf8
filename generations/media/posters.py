"""Draw a picture small, to be recognised by. Runs in the child."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

# A poster of 640 pixels must reach a phone in one breath; wider ones grow in line.
BYTES_PER_PIXEL_OF_WIDTH = 40_000 / 640
QUALITIES = (82, 70, 55, 40, 25, 10)


def write_poster(picture: Image.Image, out: Path, width: int) -> None:
    """Write a WebP of at most `width`, never wider than the picture itself."""
    width = min(width, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    scaled = picture.resize((width, height), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        scaled.save(out, "WEBP", quality=quality, method=4)
        if out.stat().st_size < width * BYTES_PER_PIXEL_OF_WIDTH:
            return
