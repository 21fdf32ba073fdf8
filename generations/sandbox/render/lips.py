"""A lip-sync: the earlier film, in which one face speaks for a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import av

from generations.sandbox.parents import Lips, Parent

from .frames import copied, planes_of
from .mixing import BEAT, Wave, cut, mixed, openings, samples_of
from .players import Player
from .reel import (
    TICK,
    Cell,
    cells_of,
    film_packets,
    film_stream,
    sound_packets,
    write,
)
from .shoot import Take
from .sound import RATE

if TYPE_CHECKING:
    from av.container import OutputContainer

BASE = Fraction(1, 90_000)
"""Seconds; fine enough for the times of any video that a caller sends."""


def write_lips(out: OutputContainer, take: Take) -> str:
    """Write the film of a lip-sync order; return its length as printed."""
    parent, lips = take.order.parent, take.order.lips
    if parent is None or lips is None:
        raise ValueError("a lip-sync needs a video and a sound")
    path = take.folder / parent.file
    sound = samples_of(take.folder / lips.sound)
    if sound is None:
        raise ValueError("a lip-sync needs a sound")
    part = cut(sound, lips)
    wave = mixed(samples_of(path), part, lips, parent.milliseconds / 1000)
    with av.open(path) as source:
        video = source.streams.video[0]
        size = video.width & ~1, video.height & ~1
        speech = Speech(parent, lips, openings(part), size, dense=not take.quick)
        pictures = film_stream(out, size, quick=take.quick, base=BASE)
        audio = out.add_stream("aac", rate=RATE)
        cells = (more for cell in cells_of(source) for more in speech.spoken(cell))
        write(out, film_packets(pictures, cells), sound_packets(audio, wave))
    return parent.seconds


@dataclass
class Speech:
    """What a sound does to the frames of a film of `size`.

    `openings` says how wide the mouth is, a beat each. Where frames are rare, a
    `dense` speech puts more between them, so that the mouth can move.
    """

    parent: Parent
    lips: Lips
    openings: Wave
    size: tuple[int, int]
    dense: bool

    def __post_init__(self) -> None:
        faces = {face.face_id: face for face in self.parent.faces}
        face = faces[self.lips.face_id]
        if face.end >= self.parent.milliseconds:  # it does not fade out at the end
            face = replace(face, end=face.end + 1000)
        self._player = Player(face, self.size)

    def spoken(self, cell: Cell) -> Iterator[Cell]:
        """Yield one frame with its mouth moved, or as many as that needs."""
        at = cell.at
        while self._lacks_frames(at, cell.end):
            yield self._with_mouth(cell, at, at + TICK)
            at += TICK
        yield self._with_mouth(cell, at, cell.end)

    def _lacks_frames(self, at: Fraction, end: Fraction) -> bool:
        """Say whether a mouth would stand still for too long between these times."""
        start, stop = (Fraction(moment, 1000) for moment in self.lips.span)
        long = end - at > TICK * 3 / 2
        return self.dense and long and start < end and at < stop

    def _with_mouth(self, cell: Cell, at: Fraction, end: Fraction) -> Cell:
        opening = self._opening(float(at))
        fresh = copied(cell.frame)
        if opening:
            # The head stands where it was when the frame was taken.
            taken, soft = float(cell.at), cell.end - cell.at < TICK * 3 / 2
            self._player.speak(planes_of(fresh), taken, opening, soft=soft)
        return Cell(fresh, at, end)

    def _opening(self, moment: float) -> float:
        beat = (moment - self.lips.insert / 1000) / BEAT
        inside = 0 <= beat < len(self.openings)
        return float(self.openings[int(beat)]) if inside else 0.0
