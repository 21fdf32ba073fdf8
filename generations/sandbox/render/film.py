"""One film from one order: an mp4 that plays at once, of just the length asked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer

from generations.sandbox.order import Order

from .collage import Collage
from .extension import write_extension
from .lips import write_lips
from .reel import cells, film_packets, film_stream, printed, sound_packets, write
from .scene import Scene
from .shoot import FULL_RATE, QUICK_RATE, Shoot, Take
from .sound import RATE
from .still_life import StillLife

SHOOTS: Mapping[str, type[Shoot]] = {
    "text2video": Scene,
    "image2video": StillLife,
    "multi-image2video": Collage,
}
"""How the films of each family are made."""

WRITERS: Mapping[str, Callable[[OutputContainer, Take], str]] = {
    "video-extend": write_extension,
    "advanced-lip-sync": write_lips,
}
"""Who writes the films that are made of an earlier one."""


@dataclass(frozen=True)
class Made:
    """A finished file."""

    sha256: str
    size: int
    seconds: str


def make(order: Order, take: str, path: Path, *, full: bool) -> Made:
    """Write the film to `path`, whole or not at all; `take` makes it unlike others.

    In full it moves at 24 frames a second, otherwise at 2, and a scene without a
    camera move stands still: that costs a twentieth. Beside `path` lie the files
    that came with the request. Raises `BadPicture` when one cannot be decoded.
    """
    draft = path.with_suffix(".draft")
    rate = FULL_RATE if full else QUICK_RATE
    # The provider's own clips are one frame longer than asked: 5.041 s at 24. What
    # goes on from one adds just the seconds.
    frames = order.seconds * rate + (1 if full and not order.parent else 0)
    writer = WRITERS.get(order.family, _write_shot)
    with av.open(draft, "w", format="mp4", options={"movflags": "+faststart"}) as out:
        out.metadata["comment"] = f"sandbox {take}"
        seconds = writer(out, Take(order, take, rate, frames, path.parent))
    _to_disk(draft)
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    draft.replace(path)
    _to_disk(path.parent)
    return Made(sha256, path.stat().st_size, seconds)


def shoot_of(take: Take) -> Shoot:
    """Return whoever takes the frames of this film."""
    return SHOOTS[take.order.family](take)


def _write_shot(out: OutputContainer, take: Take) -> str:
    """Write a film of frames that are all new; return its length as printed."""
    shoot = shoot_of(take)
    video = film_stream(out, shoot.size, quick=take.quick)
    samples = shoot.sound()
    tracks: list[Iterable[av.Packet]] = [film_packets(video, cells(shoot, take.rate))]
    if samples is not None:
        tracks.append(sound_packets(out.add_stream("aac", rate=RATE), samples))
    write(out, *tracks)
    return printed(Fraction(take.frames, take.rate))


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
