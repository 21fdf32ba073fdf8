"""A film from words alone: a painted scene that its words choose."""

from __future__ import annotations

from collections.abc import Iterator

import av
import numpy as np

from . import bokeh, ridges, sea, silk
from .camera import View, pose
from .frames import Deep, Lab, copied
from .shoot import Shoot, Take

SCENES = {"sea": sea.paint, "ridges": ridges.paint, "silk": silk.paint}
SCENES["bokeh"] = bokeh.paint
SMALL_SIDE = 360


class Scene(Shoot):
    """Paints small, every other picture, and enlarges: nothing moves fast.

    `before` is how many parts of the film were of the same scene.
    """

    def __init__(self, take: Take) -> None:
        super().__init__(take)
        short = min(self.size)
        small = tuple(side * SMALL_SIDE // short & ~1 for side in self.size)
        self._small = (small[0], small[1])
        self.before = 0
        self._lab = Lab(self._small, self.size, self.slate.mask)

    def pictures(self) -> Iterator[av.VideoFrame]:
        if self.take.quick:
            yield from self._quickly()
            return
        for number, picture in enumerate(self._painted()):
            yield self._lab.frame(picture, number)

    def _quickly(self) -> Iterator[av.VideoFrame]:
        """Let the picture stand still unless a camera moves it."""
        middle = self.take.frames // 2
        still: av.VideoFrame | None = None
        for number in range(self.take.frames):
            if self.order.camera or self.shown(number) < 1:
                at = number if self.order.camera else middle
                yield self._lab.frame(self.picture(at, self.shown(number)), 0)
                continue
            still = still or self._lab.frame(self.picture(middle), 0)
            yield copied(still)

    def _painted(self) -> Iterator[Deep]:
        """Paint every other picture and blend those between."""
        last = self.take.frames - 1
        before = self.picture(0)
        yield before
        for number in range(2, last + 2, 2):
            at = min(number, last)
            after = self.picture(at, self.shown(at))
            yield (before >> 1) + (after >> 1)
            if number <= last:
                yield after
            before = after

    def picture(self, number: int, shown: float = 1.0) -> Deep:
        """Paint the picture of one frame, small, shaded for words as `shown`."""
        camera = pose(self.order.camera, self.before + self.take.gone(number))
        view = View(*self._small, camera)
        moment = self.take.moment(number)
        picture = SCENES[self.look.scene](view, self.look, moment)
        return self._lab.graded(np.array(picture, np.float32), shown)
