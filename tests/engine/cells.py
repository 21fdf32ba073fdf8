"""Bodies for every open cell of the table, which together use every open feature."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from generations import wiring
from generations.capability import Cell
from generations.models import Video
from tests.api.caller import Caller

PICTURE = (960, 540)
CAMERA = {"type": "simple", "config": {"horizontal": 5}}
PATH = [{"x": 300, "y": 300}, {"x": 500, "y": 300}]
SHAPES = {"std": (720, 1280), None: (1080, 1920), "pro": (1080, 1920)}

Body = dict[str, Any]
Size = tuple[int, int]


@dataclass
class Wardrobe:
    """What one person has at hand for requests: uploads, and a clip for each mode."""

    who: Caller
    clips: Mapping[str, Video]

    def __post_init__(self) -> None:
        self.picture = self._bring("image", _picture("teal"))
        self.other = self._bring("image", _picture("maroon"))
        self.mask = self._bring("mask", _mask())

    def _bring(self, purpose: str, content: bytes) -> str:
        file = SimpleUploadedFile("one.png", content, "image/png")
        form = {"file": file, "purpose": purpose}
        answer = self.who.client.post("/api/v1/assets/", form)
        assert answer.status_code == 201, answer.content
        return str(answer.json()["id"])

    def value(self, feature: str) -> object:
        """Return what a request may say for an optional field."""
        return {
            "negative_prompt": "Blurred",
            "cfg_scale": 0.4,
            "sound": "on",
            "aspect_ratio": "9:16",
            "camera_control": CAMERA,
            "prompt": "A paper boat",
            "image": self.picture,
            "image_tail": self.other,
            "static_mask": self.mask,
            "dynamic_masks": [{"mask": self.mask, "trajectories": PATH}],
        }[feature]

    def least(self, cell: Cell) -> Body:
        """Return a body of a cell with what it cannot do without."""
        if cell.kind == "video_extend":
            clip = self.clips[cell.mode or ""]
            return {"kind": cell.kind, "video": str(clip.pk)}
        chosen = {n: value for n, value in cell.key._asdict().items() if value}
        rest: Mapping[str, Body] = {
            "text2video": {"prompt": "A paper boat"},
            "image2video": {"image": self.picture},
            "multi_image2video": {
                "prompt": "A paper boat",
                "image_list": [self.picture, self.other],
            },
        }
        return chosen | rest[cell.kind]

    def bodies(self, kind: str) -> Iterator[tuple[Cell, Body]]:
        """Yield bodies for every open cell of a kind, with every feature in one."""
        for cell in wiring.table().offered(kind):
            for group in _together(cell):
                yield cell, self.least(cell) | {n: self.value(n) for n in group}

    def size(self, cell: Cell, body: Body) -> Size:
        """Return the size of the clip that is to come of a body."""
        if cell.kind == "video_extend":
            clip = self.clips[cell.mode or ""]
            return clip.width, clip.height
        short, long = SHAPES[cell.mode]
        is_tall = body.get("aspect_ratio") == "9:16"
        return (short, long) if is_tall else (long, short)


def _together(cell: Cell) -> list[list[str]]:
    """Return the open features of a cell, in as few groups as do not clash."""
    groups: list[list[str]] = [[]]
    for name in cell.features:
        if not cell.takes(name):
            continue
        for group in groups:
            if not any(_clash(cell, name, other) for other in group):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def _clash(cell: Cell, one: str, other: str) -> bool:
    excluded = {*cell.feature(one).excludes, *cell.feature(other).excludes}
    return bool({one, other} & excluded)


def _picture(colour: str) -> bytes:
    drawn = Image.new("RGB", PICTURE, colour)
    ImageDraw.Draw(drawn).rectangle((200, 200, 400, 400), fill="gold")
    return _png(drawn)


def _mask() -> bytes:
    drawn = Image.new("L", PICTURE, 0)
    ImageDraw.Draw(drawn).rectangle((200, 200, 400, 400), fill=255)
    return _png(drawn)


def _png(drawn: Image.Image) -> bytes:
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()
