"""One film from one order: an mp4 that plays at once, of just the length asked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from generations.sandbox.order import Order

from .collage import Collage
from .palette import Array
from .scene import Scene
from .shoot import FULL_RATE, QUICK_RATE, Shoot, Take
from .sound import RATE
from .still_life import StillLife

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

SHOOTS: Mapping[str, type[Shoot]] = {
    "text2video": Scene,
    "image2video": StillLife,
    "multi-image2video": Collage,
}
"""How the films of each family are made."""

X264 = {
    True: {"crf": "20", "x264-params": "aq-mode=1:no-deblock=0:deblock=1,0"},
    False: {"crf": "24"},
}
"""The encoder's options for films in full, and for quick ones."""
COLOURS = "colorprim=bt709:transfer=bt709:colormatrix=bt709"


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
    # The provider's own clips are one frame longer than asked: 5.041 s at 24.
    frames = order.seconds * rate + (1 if full else 0)
    shoot = shoot_of(Take(order, take, rate, frames, path.parent))
    with av.open(draft, "w", format="mp4", options={"movflags": "+faststart"}) as out:
        out.metadata["comment"] = f"sandbox {take}"
        _encode(out, shoot, rate)
    _to_disk(draft)
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    draft.replace(path)
    _to_disk(path.parent)
    return Made(sha256, path.stat().st_size, _seconds(frames, rate))


def shoot_of(take: Take) -> Shoot:
    """Return whoever takes the frames of this film."""
    return SHOOTS[take.order.family](take)


def _encode(out: OutputContainer, shoot: Shoot, rate: int) -> None:
    video = out.add_stream("libx264", rate=rate, options=_options(rate))
    video.width, video.height = shoot.size
    video.pix_fmt = "yuv420p"
    video.thread_count = 1
    video.codec_context.time_base = Fraction(1, rate)
    samples = shoot.sound()
    # Every stream is there before the first packet is.
    audio = None if samples is None else out.add_stream("aac", rate=RATE)
    for number, frame in enumerate(shoot):
        frame.pts, frame.time_base = number, Fraction(1, rate)
        out.mux(video.encode(frame))
    out.mux(video.encode(None))
    if audio is not None and samples is not None:
        _encode_sound(out, audio, samples)


def _options(rate: int) -> dict[str, str]:
    options = X264[rate == FULL_RATE]
    params = ":".join(filter(None, (options.get("x264-params"), COLOURS)))
    return {"preset": "ultrafast", "g": "48", **options, "x264-params": params}


def _encode_sound(out: OutputContainer, audio: AudioStream, samples: Array) -> None:
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
