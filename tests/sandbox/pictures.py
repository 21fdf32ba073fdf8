"""Pictures to send to the sandbox, and the frames of the films it makes of them."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from generations.sandbox.checks import Body
from generations.sandbox.order import Order
from generations.sandbox.render.film import shoot_of
from generations.sandbox.render.frames import planes_of
from generations.sandbox.render.shoot import Take
from generations.sandbox.render.still_life import StillLife

LUMA, BLUE, RED = 0, 1, 2
FRAMES = 121


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


@cache
def plain(width: int = 320, height: int = 320, tone: int = 90) -> str:
    """Return a picture of one tone, as it is sent."""
    return base64_of(png(Image.new("RGB", (width, height), (tone, tone, tone))))


@cache
def landscape(width: int = 960, height: int = 540, seed: int = 1) -> Image.Image:
    """Return a dark picture with soft structure everywhere, and nothing bright."""
    dice = np.random.default_rng(seed)
    small = dice.uniform(20, 130, (height // 12, width // 12, 3)).astype(np.uint8)
    image = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    return image.filter(ImageFilter.GaussianBlur(1))


def dotted(image: Image.Image, dots: Mapping[str, tuple[float, float]]) -> Image.Image:
    """Return a copy with a round spot of each colour at a place in pixels."""
    copy = image.copy()
    for colour, (x, y) in dots.items():
        around = (x - 14, y - 14, x + 14, y + 14)
        ImageDraw.Draw(copy).ellipse(around, colour)
    return copy


def mask(size: tuple[int, int], box: tuple[float, float, float, float]) -> str:
    """Return a black mask with a white disc or oval inside `box`, as it is sent."""
    image = Image.new("L", size)
    ImageDraw.Draw(image).ellipse(box, 255)
    return base64_of(png(image))


def placed(order: Order, folder: Path) -> Order:
    """Put an order's files where its film's maker looks for them."""
    for name, content in order.files.items():
        (folder / name).write_bytes(content)
    return order


def shot(read: Callable[[Body], Order], body: Body, folder: Path) -> StillLife:
    """Return whoever would film what `body` asks for, in full."""
    shoot = shoot_of(Take(placed(read(body), folder), "1", 24, FRAMES, folder))
    assert isinstance(shoot, StillLife)
    return shoot


def place(frame: av.VideoFrame, plane: int, least: int) -> tuple[float, float]:
    """Return the middle of all that is above `least` in a plane, in dots."""
    values = planes_of(frame)[plane].astype(float)
    values[values < least] = 0
    assert values.any(), "nothing is that bright"
    rows, columns = np.indices(values.shape) + 0.5
    scale = 1 if plane == LUMA else 2
    total = values.sum()
    return (
        float((columns * values).sum() / total) * scale,
        float((rows * values).sum() / total) * scale,
    )


def difference(a: Any, b: Any) -> float:
    """Return how far two pictures are apart in the mean, of 255."""
    return float(np.abs(np.asarray(a, float) - np.asarray(b, float)).mean())


def ends(path: Path) -> tuple[Image.Image, Image.Image, int]:
    """Return the first and the last frame of a film in colour, and how many it has."""
    with av.open(path) as film:
        frames = list(film.decode(video=0))
    first, last = (
        Image.fromarray(frame.reformat(format="rgb24").to_ndarray())
        for frame in (frames[0], frames[-1])
    )
    return first, last, len(frames)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    checksum = zlib.crc32(kind + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + kind + data + checksum


def bulky(content: bytes, size: int) -> bytes:
    """Return a PNG with a chunk that nobody reads, `size` bytes in all."""
    end = content.index(b"IEND") - 4
    padding = chunk(b"prVt", bytes(size - len(content) - 12))
    return content[:end] + padding + content[end:]
