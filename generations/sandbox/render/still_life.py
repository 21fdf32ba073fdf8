"""A film from one picture, or from its first and last: image2video."""

from __future__ import annotations

from collections.abc import Iterator

import av
from PIL import Image, ImageFilter

from generations.sandbox.attached import Picture, Pictures

from . import photos
from .brushwork import brushed
from .camera import Pose, pose
from .frames import planes_of
from .lens import ON_PICTURES, lens
from .lower_third import LowerThird
from .palette import Array
from .sheet import Sheet, mixed
from .shoot import Shoot, Take
from .slate import Slate

STEPS = 48
"""Moments of a move at which is looked how far beyond the picture it sees."""
DISSOLVE = (0.3, 0.7)
CLOSER = 0.08
"""How much the last frame is enlarged at the start, to come to rest at the end."""
HAZE = 10
"""Without a first frame, the film begins with its last one, blurred over a tenth."""


class StillLife(Shoot):
    """Moves a picture as a camera or a brush would; its first frame is the picture."""

    lettering: type[Slate] = LowerThird
    enters = True

    def __init__(self, take: Take) -> None:
        super().__init__(take)
        asked = take.order.pictures or Pictures()
        self._ending = self._ended(asked.last) if asked.last else None
        picture = self.opening(asked)
        self._work = brushed(picture, asked, take.folder)
        lenses = [self._lens(step / STEPS) for step in range(STEPS + 1)]
        self._sheet = Sheet(self._work.ground, lenses)

    def opening(self, asked: Pictures) -> Image.Image:
        """Return the picture that the film starts from, of the frame's size."""
        if asked.first:
            return self.photo(asked.first[0])
        blur = ImageFilter.GaussianBlur(min(self.size) / HAZE)
        return self.photo(asked.last).filter(blur) if asked.last else self._blank()

    def photo(self, picture: Picture) -> Image.Image:
        """Return a picture of the request, cut to the frame's shape."""
        return photos.photo(self.take.folder, picture, self.size)

    def pictures(self) -> Iterator[av.VideoFrame]:
        for number in range(self.take.frames):
            yield self.picture(number)

    def picture(self, number: int) -> av.VideoFrame:
        """Return one frame without words."""
        p = self.take.gone(number)
        if self._ending:
            return self._dissolved(self._ending, p)
        frame = self._sheet.seen(self._lens(p))
        self._work.lay(planes_of(frame), p)
        return frame

    def _lens(self, p: float) -> Array:
        return lens(pose(self.order.camera, p, ON_PICTURES))

    def _ended(self, last: Picture) -> Sheet:
        return Sheet(self.photo(last), [lens(Pose())])

    def _dissolved(self, ending: Sheet, p: float) -> av.VideoFrame:
        """Go from the first picture to the last while both come closer or rest."""
        start, end = DISSOLVE
        part = min(max((p - start) / (end - start), 0.0), 1.0)
        last = lens(Pose(zoom=CLOSER * (1 - p)))
        if part == 1:
            return ending.seen(last)
        first = self._sheet.seen(self._lens(p))
        return mixed(first, ending.seen(last), part) if part else first

    def _blank(self) -> Image.Image:
        return Image.new("RGB", self.size)
