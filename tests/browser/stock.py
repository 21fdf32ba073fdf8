"""Clips with real pictures and a film, so that pages look as they do in use."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image

from generations import wiring
from generations.models import Video
from generations.services.edit import edit_video
from tests.api.caller import Caller, store

STATIC = Path(__file__).resolve().parents[2] / "static"
PROMPTS = (
    "Low sun over open water, a long swell, no wind",
    "Red silk folding in slow wind",
    "First light climbing over folded ridgelines, haze lifting from the valleys, sun "
    "flare holding steady while the camera rises over a road that nobody has taken",
    "Sparks",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverein",
)
SHAPES = ((1920, 1080), (1080, 1920), (1080, 1080))
TINTS = ((255, 255, 255), (255, 190, 150), (150, 220, 255))


def keep(user: Any, number: int = 0, **columns: Any) -> Video:
    """Have a clip of one of a few shapes and colours, with all its files."""
    width, height = SHAPES[number % len(SHAPES)]
    told = {"prompt": PROMPTS[number % len(PROMPTS)], "width": width, "height": height}
    film = (STATIC / "video/sea.mp4").read_bytes()
    told |= {"size": len(film), "duration": Decimal("5.042")}
    video = Caller(user).keep_clip(pictures=False, **{**told, **columns})
    folder = video.file.rpartition("/")[0]
    wiring.vault().delete(video.file)
    store(video.file, film)
    store(f"{folder}/{video.pk}-preview.mp4", film)
    for edge in (320, 640, 1280):
        still = _still(width, height, edge, TINTS[number % len(TINTS)])
        store(f"{folder}/{video.pk}-{edge}.webp", still)
    edit_video(
        video,
        posters=[[320, "webp"], [640, "webp"], [1280, "webp"]],
        preview=f"{folder}/{video.pk}-preview.mp4",
    )
    return video


def _still(width: int, height: int, edge: int, tint: tuple[int, ...]) -> bytes:
    """Return the landing page's picture, cut to a shape and tinted."""
    size = edge, max(1, edge * height // width)
    with Image.open(STATIC / "img/sea.jpg") as sea:
        picture = sea.convert("RGB").resize(size)
    tinted = Image.blend(picture, Image.new("RGB", size, tint), 0.25)
    written = io.BytesIO()
    tinted.save(written, "WEBP")
    return written.getvalue()
