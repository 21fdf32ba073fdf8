"""A longer film: the earlier one as it is, then five seconds of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import av
from PIL import Image

from generations.sandbox.attached import Pictures

from .filling import filled
from .lower_third import LowerThird
from .palette import look_for
from .reel import (
    Cell,
    cells,
    cells_of,
    copied_packets,
    film_packets,
    film_stream,
    printed,
    write,
)
from .scene import Scene
from .sheet import mixed
from .shoot import Take
from .slate import Slate
from .still_life import StillLife

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.video.stream import VideoStream

    from generations.sandbox.parents import Parent

MOST_PARTS = 8
"""Through so many parts of a film a scene is come closer to, and no further."""
DISSOLVE = 1.4
"""Seconds in which the earlier film's last frame gives way to the next scene."""


class Extension(StillLife):
    """Begins with the earlier film's last frame, and goes on from there.

    What was painted goes on as a painted scene: the one that its own words choose,
    or without words the same. A picture stays the picture and comes closer.
    """

    def __init__(self, take: Take, parent: Parent, last: Image.Image) -> None:
        self._last = last
        self.lettering = Slate if parent.painted else LowerThird
        super().__init__(take)
        self._scene = Scene(take) if parent.painted else None
        if self._scene and not take.order.prompt.strip():
            self._scene.look = look_for(parent.prompt, parent.take)
            self._scene.before = min(parent.parts, MOST_PARTS)

    def opening(self, asked: Pictures) -> Image.Image:
        """Return the last frame without those who stay: they move, and are drawn."""
        since = self.take.since
        hole = Image.new("L", self.size)
        for player in self._players:
            if player.face.start < since * 1000 and player.is_seen(since):
                hole.paste(255, mask=player.shape(since))
        return filled(self._last, hole)

    def pictures(self) -> Iterator[av.VideoFrame]:
        if self._scene is None:
            yield from super().pictures()
            return
        for number, painted in enumerate(self._scene.pictures()):
            part = number / self.take.rate / DISSOLVE
            if part < 1:
                part = part * part * (3 - 2 * part)
                yield mixed(self.picture(number), painted, part)
            else:
                yield painted


def write_extension(out: OutputContainer, take: Take) -> str:
    """Write the whole longer film; return its length as printed."""
    parent = take.order.parent
    if parent is None:
        raise ValueError("an extension needs a video")
    path = take.folder / parent.file
    with av.open(path) as source, av.open(path) as heard:
        old = source.streams.video[0]
        start = Fraction(old.duration or 0) * Fraction(old.time_base or 1)
        take = replace(take, since=float(start))
        shoot = Extension(take, parent, _last_frame(path, start))
        new = film_stream(out, shoot.size, quick=take.quick)
        sounds = [
            copied_packets(heard, old_sound, out.add_stream_from_template(old_sound))
            for old_sound in heard.streams.audio
        ]
        new.codec_context.open()
        added = cells(shoot, take.rate, start)
        write(out, _joined(source, new, added), *sounds)
    return printed(start + Fraction(take.frames, take.rate))


def _joined(
    source: InputContainer, new: VideoStream, added: Iterable[Cell]
) -> Iterator[av.Packet]:
    """Yield the old film's packets and the new frames'.

    Frames of an older make, whose headers differ, are encoded once more.
    """
    if _same_headers(source.streams.video[0], new):
        yield from _unpacked(source, new)
        yield from film_packets(new, added)
    else:
        yield from film_packets(new, chain(cells_of(source), added))


def _same_headers(old: VideoStream, new: VideoStream) -> bool:
    """Say whether a decoder set up for the one film can go on with the other."""
    mine, theirs = new.codec_context.extradata, old.codec_context.extradata
    units = re.split(rb"\x00\x00\x00?\x01", mine or b"")[1:]
    return bool(units) and all(unit in (theirs or b"") for unit in units)


def _unpacked(source: InputContainer, new: VideoStream) -> Iterator[av.Packet]:
    """Yield the packets in the form in which an encoder gives them."""
    old = source.streams.video[0]
    unpack = av.BitStreamFilterContext("h264_mp4toannexb", old)
    for packet in copied_packets(source, old, old):
        for unpacked in unpack.filter(packet):
            unpacked.stream = new
            yield unpacked


def _last_frame(path: Path, end: Fraction) -> Image.Image:
    """Return the last frame of a film that ends at `end` seconds."""
    with av.open(path) as source:
        source.seek(int(end * av.time_base))
        *_, last = source.decode(video=0)
        return Image.fromarray(last.to_ndarray(format="rgb24"))
