"""The child that finds out what a file holds: one question, one line of answer.

Its arguments are what to look for and where: `sound PATH`, `video PATH`, or
`portrait PATH FACE` with the face as JSON. Nothing found is the answer {}.
"""

from __future__ import annotations

import base64
import io
import json
import math
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import av
from PIL import Image

from generations.sandbox.faces import Face

from .players import Player

PLENTY = 61.0
"""Seconds of sound after which it is certainly too long."""
PORTRAIT = 320
AROUND = 1.5


def sound(path: str) -> dict[str, Any]:
    """Decode a sound to its end; its length is what was decoded."""
    with av.open(path) as file:
        if len(file.streams.audio) != 1 or _moves(file):
            return {}
        heard = 0.0
        for frame in file.decode(audio=0):
            heard += frame.samples / frame.sample_rate
            if heard > PLENTY:
                break
        return {"format": _format(file), "milliseconds": math.ceil(heard * 1000 - 1e-6)}


def video(path: str) -> dict[str, Any]:
    """Decode one picture of a video, and measure it."""
    with av.open(path) as file:
        stream = file.streams.video[0]
        frame = next(file.decode(stream))
        seconds = float((stream.duration or 0) * (stream.time_base or 0))
        seconds = seconds or (file.duration or 0) / av.time_base
        return {
            "format": _format(file),
            "milliseconds": int(seconds * 1000),
            "width": frame.width,
            "height": frame.height,
        }


def portrait(path: str, described: str) -> dict[str, Any]:
    """Cut a face out of the film, in the middle of when it is seen."""
    face = Face(**json.loads(described))
    moment = (face.start + face.end) / 2000
    with av.open(path) as file:
        stream = file.streams.video[0]
        file.seek(int(moment * av.time_base))
        for frame in file.decode(stream):
            if frame.time is not None and frame.time >= moment - 0.02:
                break
        player = Player(face, (frame.width, frame.height))
        picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
    half = round(AROUND * player.unit)
    x, y = player.middle(moment)
    left, top = max(0, x - half), max(0, y - half)
    cut = picture.crop((left, top, left + 2 * half, top + 2 * half))
    out = io.BytesIO()
    small = cut.resize((PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS)
    small.save(out, "JPEG", quality=85)
    return {"jpeg": base64.b64encode(out.getvalue()).decode()}


QUESTIONS: Mapping[str, Callable[..., dict[str, Any]]] = MappingProxyType(
    {"sound": sound, "video": video, "portrait": portrait}
)


def _format(file: av.container.InputContainer) -> str:
    """Return mp4 for the whole family of MP4, M4A and MOV, else the first name."""
    names = file.format.name.split(",")
    return "mp4" if "mp4" in names else names[0]


def _moves(file: av.container.InputContainer) -> bool:
    """Say whether there is more to see than a cover picture."""
    return any(
        not stream.disposition & av.stream.Disposition.attached_pic
        for stream in file.streams.video
    )


def main() -> None:
    """Answer, or die of what cannot be read: no answer is an answer too."""
    question, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(QUESTIONS[question](*words)))


if __name__ == "__main__":
    main()
