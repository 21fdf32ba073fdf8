"""What every kind of film has in common: frames, words over them, perhaps sound."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av

from generations.sandbox.faces import seen_in
from generations.sandbox.order import Order

from .frames import Inked, planes_of
from .palette import Array, look_for
from .players import Player
from .slate import Slate
from .sound import chord

SHORT_SIDE = {True: 1080, False: 720}
LONGEST_SIDE = 1920
FULL_RATE, QUICK_RATE = 24, 2
FADE = 0.4
"""Seconds in which the words come or go."""


@dataclass(frozen=True)
class Take:
    """One film to make: `name` makes it unlike others of the same order.

    `rate` is in frames a second. The files that it is made from lie in `folder`
    under their names. `since` is how many seconds of an earlier film come before it.
    """

    order: Order
    name: str
    rate: int
    frames: int
    folder: Path
    since: float = 0.0

    @property
    def quick(self) -> bool:
        return self.rate == QUICK_RATE

    def moment(self, number: int) -> float:
        """Return when a frame is shown, in seconds of the whole film."""
        return self.since + number / self.rate

    def gone(self, number: int) -> float:
        """Return which part of the film is over at a frame: 0 at the first, 1 last."""
        return number / max(self.frames - 1, 1)


def frame_size(order: Order) -> tuple[int, int]:
    """Return width and height: the short side is 720 for std, else 1080.

    Both are even, and neither is longer than 1920: then the short one gives way.
    """
    short = SHORT_SIDE[order.pro]
    across, along = (int(part) for part in order.aspect.split(":"))
    least, most = min(across, along), max(across, along)
    if short * most > LONGEST_SIDE * least:
        scale = LONGEST_SIDE / most
    else:
        scale = short / least
    return _even(across * scale), _even(along * scale)


def _even(side: float) -> int:
    return round(side / 2) * 2


class Shoot(ABC):
    """Takes the frames of one film, one after the other."""

    lettering: type[Slate] = Slate
    enters = False
    """Whether the words come in, or are there from the first frame."""

    def __init__(self, take: Take) -> None:
        self.take, self.order = take, take.order
        self.size = frame_size(take.order)
        self.look = look_for(take.order.prompt, take.name)
        self.slate = self.lettering(take.order, take.name, *self.size)
        self._still = [Inked(overlay) for overlay in self.slate.still()]
        self._players = [Player(face, self.size) for face in seen_in(take.order)]

    @abstractmethod
    def pictures(self) -> Iterator[av.VideoFrame]:
        """Yield every frame in order, without words; each may be written on."""

    def __iter__(self) -> Iterator[av.VideoFrame]:
        for number, frame in enumerate(self.pictures()):
            for player in self._players:
                moment, soft = self.take.moment(number), not self.take.quick
                player.lay(planes_of(frame), moment, soft=soft)
            self._write_on(frame, number)
            yield frame

    def sound(self) -> Array | None:
        """Return samples as (1, n), or None for a silent film."""
        if not self.order.sound:
            return None
        return chord(self.look, self.take.frames / self.take.rate)

    def shown(self, number: int) -> float:
        """Return how visible the words are at a frame, 0 to 1.

        The last frame has none: it may become another film's first one.
        """
        take = self.take
        left = (take.frames - 1 - number) / take.rate / FADE
        entered = number / take.rate / FADE if self.enters else 1.0
        return min(1.0, left, entered)

    def _write_on(self, frame: av.VideoFrame, number: int) -> None:
        shown = self.shown(number)
        if shown <= 0:
            return
        if shown < 1:
            still = [Inked(overlay, shown) for overlay in self.slate.still()]
        else:
            still = self._still
        planes = planes_of(frame)
        for inked in still:
            inked.lay(planes)
        take = self.take
        before = round(take.since * take.rate)
        for overlay in self.slate.moving(number, take.rate, take.frames, before):
            Inked(overlay, shown).lay(planes)
