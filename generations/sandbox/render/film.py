"""One film from one order: an mp4 that plays at once, of just the length asked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from generations.sandbox.order import Order

from . import bokeh, ridges, sea, silk
from .camera import View, pose
from .frames import Deep, Inked, Lab, copied, planes_of
from .palette import look_for
from .slate import Slate
from .sound import RATE, chord

if TYPE_CHECKING:
    from av.container import OutputContainer

SCENES = {"sea": sea.paint, "ridges": ridges.paint, "silk": silk.paint}
SCENES["bokeh"] = bokeh.paint
SHORT_SIDE = {True: 1080, False: 720}
SMALL_SIDE = 360
FULL_RATE, QUICK_RATE = 24, 2
FULL_OPTIONS = {
    "preset": "ultrafast",
    "crf": "20",
    "g": "48",
    "x264-params": "aq-mode=1:no-deblock=0:deblock=1,0",
}
QUICK_OPTIONS = {"preset": "ultrafast", "crf": "24", "g": "48"}


@dataclass(frozen=True)
class Made:
    """A finished file."""

    sha256: str
    size: int
    seconds: str


def frame_size(order: Order) -> tuple[int, int]:
    """Return width and height: the short side is 720 for std, else 1080."""
    short = SHORT_SIDE[order.pro]
    across, along = (int(part) for part in order.aspect.split(":"))
    least = min(across, along)
    return short * across // least, short * along // least


def make(order: Order, take: str, path: Path, *, full: bool) -> Made:
    """Write the film to `path`, whole or not at all; `take` makes it unlike others.

    In full it moves at 24 frames a second. Otherwise the picture is a still one
    and only timecode and playhead move, which costs a twentieth.
    """
    draft = path.with_suffix(".draft")
    rate = FULL_RATE if full else QUICK_RATE
    # The provider's own clips are one frame longer than asked: 5.041 s at 24.
    frames = order.seconds * rate + (1 if full else 0)
    shoot = Shoot(order, take, rate, frames)
    with av.open(draft, "w", format="mp4", options={"movflags": "+faststart"}) as out:
        out.metadata["comment"] = f"sandbox {take}"
        _encode(out, shoot)
    _to_disk(draft)
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    draft.replace(path)
    _to_disk(path.parent)
    return Made(sha256, path.stat().st_size, _seconds(frames, rate))


class Shoot:
    """Everything needed to take the frames of one film, one after the other."""

    def __init__(self, order: Order, take: str, rate: int, frames: int) -> None:
        self.order = order
        self.rate, self.frames = rate, frames
        self.size = frame_size(order)
        self.look = look_for(order.prompt, take)
        short = min(self.size)
        small = tuple(side * SMALL_SIDE // short & ~1 for side in self.size)
        self._small = (small[0], small[1])
        self._slate = Slate(order, take, *self.size)
        self._lab = Lab(self._small, self.size, self._slate.mask)
        self._still = [Inked(overlay) for overlay in self._slate.still()]

    def __iter__(self) -> Iterator[av.VideoFrame]:
        for number, frame in enumerate(self._slated()):
            planes = planes_of(frame)
            for overlay in self._slate.moving(number, self.rate, self.frames):
                Inked(overlay).lay(planes)
            yield frame

    def _slated(self) -> Iterator[av.VideoFrame]:
        """Yield the frames with all of the slate that stands still."""
        if self.rate == QUICK_RATE:
            still = self._lab.frame(self._picture(self.frames // 2), 0)
            self._lay_still(still)
            for _ in range(self.frames):
                yield copied(still)
            return
        for number, picture in enumerate(self._pictures()):
            frame = self._lab.frame(picture, number)
            self._lay_still(frame)
            yield frame

    def _lay_still(self, frame: av.VideoFrame) -> None:
        planes = planes_of(frame)
        for inked in self._still:
            inked.lay(planes)

    def _pictures(self) -> Iterator[Deep]:
        """Paint every other picture and blend those between: nothing moves fast."""
        before = self._picture(0)
        yield before
        for number in range(2, self.frames + 1, 2):
            after = self._picture(min(number, self.frames - 1))
            yield (before >> 1) + (after >> 1)
            if number < self.frames:
                yield after
            before = after

    def _picture(self, number: int) -> Deep:
        camera = pose(self.order.camera, number / max(self.frames - 1, 1))
        view = View(*self._small, camera)
        picture = SCENES[self.look.scene](view, self.look, number / self.rate)
        return self._lab.graded(np.array(picture, np.float32))


def _encode(out: OutputContainer, shoot: Shoot) -> None:
    options = FULL_OPTIONS if shoot.rate == FULL_RATE else QUICK_OPTIONS
    video = out.add_stream("libx264", rate=shoot.rate, options=options)
    video.width, video.height = shoot.size
    video.pix_fmt = "yuv420p"
    video.thread_count = 1
    video.codec_context.time_base = Fraction(1, shoot.rate)
    audio = out.add_stream("aac", rate=RATE) if shoot.order.sound else None
    for number, frame in enumerate(shoot):
        frame.pts, frame.time_base = number, Fraction(1, shoot.rate)
        out.mux(video.encode(frame))
    out.mux(video.encode(None))
    if audio is not None:
        samples = chord(shoot.look, shoot.frames / shoot.rate)
        # Whole packets only, and none of the encoder's padding beyond the picture.
        samples = samples[:, : (samples.shape[1] // 1024 - 1) * 1024].copy()
        wave = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        wave.sample_rate = RATE
        out.mux(audio.encode(wave))
        out.mux(audio.encode(None))


def _seconds(frames: int, rate: int) -> str:
    """Return the length as the provider prints it, cut to milliseconds."""
    return f"{frames * 1000 // rate / 1000:g}"


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
