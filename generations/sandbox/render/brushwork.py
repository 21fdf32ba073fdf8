"""What the motion brush makes of a picture: a ground, and parts that lie on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from generations.sandbox.attached import Pictures

from . import photos
from .cutouts import CutOut, Way
from .filling import filled
from .slate import Bytes


@dataclass(frozen=True)
class Brushwork:
    """The picture with holes filled, and what was cut out, lowest first.

    A part without a way stays where it is.
    """

    ground: Image.Image
    parts: Sequence[tuple[CutOut, Way | None]] = ()

    def lay(self, planes: Sequence[Bytes], p: float) -> None:
        """Lay every part on a frame's planes, where it is at part `p` of the film."""
        for part, way in self.parts:
            part.lay(planes, *(way.moved(p) if way else (0.0, 0.0)))


def brushed(picture: Image.Image, asked: Pictures, folder: Path) -> Brushwork:
    """Take a picture of the frame's size apart along the masks that were sent.

    What is painted to stay and to travel, travels.
    """
    size = picture.size
    travelling = [photos.mask(folder, brush.mask, size) for brush in asked.brushes]
    parts: list[tuple[CutOut, Way | None]] = []
    # Filled before what stays is: that may be all the rest of the picture.
    ground = filled(picture, _united(travelling, size)) if travelling else picture
    if asked.still:
        still = photos.mask(folder, asked.still, size)
        still = ImageChops.subtract(still, _united(travelling, size))
        parts.append((CutOut(picture, still), None))
        ground = filled(ground, still)
    # The points are in pixels of the picture as it was sent.
    first = asked.first[0] if asked.first else None
    for brush, mask in zip(asked.brushes, travelling, strict=True):
        scale = (size[0] / first.width, size[1] / first.height) if first else (1, 1)
        parts.append((CutOut(picture, mask), Way(brush.way, scale)))
    return Brushwork(ground, parts)


def _united(masks: Sequence[Image.Image], size: tuple[int, int]) -> Image.Image:
    """Return what is white in any of the masks."""
    union = Image.new("L", size)
    for mask in masks:
        union = ImageChops.lighter(union, mask)
    return union
