"""A film from several pictures: all of them whole, side by side, slowly nearer."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from generations.sandbox.attached import Pictures

from . import photos
from .layout import Box, Room
from .still_life import StillLife

MARGIN, GAP, FOOT = 0.07, 0.02, 0.15
"""Room at the edges, between pictures and for the words, in parts of the short side."""
SHADOW = 0.02
GROUND_LIGHT = 0.38


class Collage(StillLife):
    """Lays the pictures on a blurred ground of the first one."""

    def opening(self, asked: Pictures) -> Image.Image:
        ground = _ground(self.photo(asked.first[0]))
        soft = round(SHADOW * min(self.size))
        shapes = [picture.width / picture.height for picture in asked.first]
        for picture, box in zip(asked.first, self._room().boxes(shapes), strict=True):
            size = (box.width, box.height)
            _shadowed(ground, box, soft)
            printed = photos.photo(self.take.folder, picture, size)
            ground.paste(printed, (box.left, box.top))
        return ground

    def _room(self) -> Room:
        width, height = self.size
        short = min(self.size)
        edge = MARGIN * short
        return Room(
            left=edge,
            top=edge,
            width=width - 2 * edge,
            height=height - edge - FOOT * short,
            gap=GAP * short,
        )


def _ground(picture: Image.Image) -> Image.Image:
    small = picture.reduce(8).filter(ImageFilter.GaussianBlur(min(picture.size) / 100))
    ground = small.resize(picture.size, Image.Resampling.BICUBIC)
    return ImageEnhance.Brightness(ground).enhance(GROUND_LIGHT)


def _shadowed(ground: Image.Image, box: Box, soft: int) -> None:
    """Darken the ground softly under a picture."""
    size = (box.width + 4 * soft, box.height + 4 * soft)
    mask = Image.new("L", size)
    inside = (2 * soft, 2 * soft, size[0] - 2 * soft, size[1] - 2 * soft)
    ImageDraw.Draw(mask).rectangle(inside, 150)
    blurred = mask.filter(ImageFilter.GaussianBlur(soft))
    ground.paste((0, 0, 0), (box.left - 2 * soft, box.top - soft), blurred)
