"""The slate over the picture: the prompt, the terms, a ruler, a running timecode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from generations.sandbox.order import Order

from .lettering import DISPLAY, MONO, TEXT, Face, balanced, pieces, wrapped

Bytes = NDArray[np.uint8]

TEXT_INK = (240, 242, 236)
SIGNAL = (211, 243, 75)
PROMPT_SIZES = (66, 58, 50, 43, 37, 32, 28, 25)
READING_SIZE = 40
NARROWEST = 0.4
"""Width of a character, in parts of the size, below which no text sets."""
CAMERA_WORDS: Mapping[str, str] = {
    "horizontal": "track",
    "vertical": "lift",
    "down_back": "down and back",
    "forward_up": "forward and up",
    "right_turn_forward": "right, then forward",
    "left_turn_forward": "left, then forward",
}


@dataclass(frozen=True)
class Overlay:
    """An "L" mask at (`left`, `top`), to be laid over in one `ink`."""

    left: int
    top: int
    mask: Bytes
    ink: tuple[int, int, int] = TEXT_INK


class Slate:
    """The slate of one order on a frame of `width` by `height` dots.

    `margin` and `small`, the size of its small letters, are for 1080 lines.
    """

    margin, small = 64, 25

    def __init__(self, order: Order, take: str, width: int, height: int) -> None:
        self._order = order
        self._take = take
        self._width, self._height = width, height
        self._unit = min(width, height) / 1080
        self._margin = self._dots(self.margin)
        self._mono = Face(*MONO, self._dots(self.small))
        self._digits = {c: self._glyph(c) for c in "0123456789:"}
        self._mask = Image.new("L", (width, height))
        self._write()

    @property
    def mask(self) -> Bytes:
        """Return everything that stands still, as one mask over the frame."""
        return np.asarray(self._mask)

    def still(self) -> list[Overlay]:
        """Return what stands still, cut into the strips that hold anything."""
        return [self._strip(top, low) for top, low in _filled(self.mask)]

    def moving(
        self, frame: int, rate: int, frames: int, before: int = 0
    ) -> list[Overlay]:
        """Return the timecode and the playhead of one frame of `frames`.

        The timecode also counts the frames `before` them, of an earlier film.
        """
        code = self._timecode(before + frame, rate)
        return [*code, self._playhead(frame / max(frames, 1))]

    def _dots(self, size: float) -> int:
        return round(size * self._unit)

    def _write(self) -> None:
        self._foot = self._height - self._margin
        self._ruler_foot = self._foot - self._dots(58)
        room = self._width - 2 * self._margin
        self._head()
        self._terms()
        self._ruler(room)
        self._prompt(room)

    def _head(self) -> None:
        order, baseline = self._order, self._margin + self._dots(18)
        right = f"{model_term(order)}  {order.aspect}"
        self._line(self._margin, baseline, f"Sandbox  take {self._take[-4:]}", 0.78)
        at = self._width - self._margin - self._mono.width(right)
        self._line(at, baseline, right, 0.78)

    def _terms(self) -> None:
        order = self._order
        terms = [
            length_term(order),
            camera_term(order),
            "Sound on" if order.sound else "",
        ]
        x = self._margin + self._mono.width("00:00:00:00") + self._dots(40)
        for term in filter(None, terms):
            self._line(x, self._foot, term, 0.78)
            x += self._mono.width(term) + self._dots(40)

    def _line(self, x: float, baseline: float, text: str, strength: float) -> None:
        self._mono.draw(self._mask, x, baseline, text, round(255 * strength))

    def _ruler(self, room: int) -> None:
        """Draw a tick for each fifth of a second, a long one for each second."""
        pen = ImageDraw.Draw(self._mask)
        ticks = self._order.seconds * 5
        for tick in range(ticks + 1):
            x = self._margin + round((room - 2) * tick / ticks)
            whole = tick % 5 == 0
            top = self._ruler_foot - self._dots(26 if whole else 13)
            tone = 205 if whole else 120
            pen.rectangle(
                (x, top, x + max(1, self._dots(2)) - 1, self._ruler_foot), tone
            )

    def _prompt(self, room: int) -> None:
        wide = self._width > self._height
        face, lines = self._fitted(room * (0.70 if wide else 0.96))
        leading = face.size * 1.2
        baseline = self._ruler_foot - self._dots(74) - leading * (len(lines) - 1)
        for line in lines:
            face.draw(self._mask, self._margin, baseline, line)
            baseline += leading

    def _fitted(self, room: float) -> tuple[Face, list[str]]:
        """Choose the greatest size at which the prompt keeps to its part."""
        parts = pieces(self._order.prompt)
        length = sum(map(len, parts))
        for size in PROMPT_SIZES:
            face = self._face(size)
            most = self._most(face)
            if length * face.size * NARROWEST > most * room:
                continue
            lines = balanced(parts, face, room)
            if len(lines) <= most:
                return face, lines
        return face, shortened(parts, face, room, most)

    def _face(self, size: int) -> Face:
        """Return the display face, or for long prompts the one made for reading."""
        if size < READING_SIZE:
            return Face(*TEXT, self._dots(size))
        return Face(*DISPLAY, self._dots(size), tracking=-0.02)

    def _most(self, face: Face) -> int:
        """Return how many lines fit: a headline has three at most."""
        lines = max(2, int(self._height * 0.40 / (face.size * 1.2)))
        return min(lines, 3) if face.size > self._dots(43) else lines

    def _glyph(self, character: str) -> Bytes:
        size = self._mono.size
        cell = Image.new("L", (round(self._mono.width("0")), round(size * 1.2)))
        self._mono.draw(cell, 0, size, character)
        return (np.asarray(cell) * np.float32(0.9)).astype(np.uint8)

    def _timecode(self, frame: int, rate: int) -> list[Overlay]:
        seconds, part = divmod(frame, rate)
        text = f"00:{seconds // 60:02d}:{seconds % 60:02d}:{part * 24 // rate:02d}"
        strip = np.concatenate([self._digits[c] for c in text], axis=1)
        return [Overlay(self._margin, self._foot - self._mono.size, strip)]

    def _playhead(self, gone: float) -> Overlay:
        """A bright line with a soft glow to either side."""
        room = self._width - 2 * self._margin
        line, glow = max(2, self._dots(4)), self._dots(22)
        tall = self._dots(50)
        x = np.arange(2 * glow + line) - glow
        away = np.maximum(np.maximum(-x, x - line + 1), 0) / glow
        row = np.where(away == 0, 255, 90 * (1 - away) ** 3)
        mask = np.repeat(row[None, :], tall, axis=0)
        mask[: self._dots(6)] *= np.linspace(0, 1, self._dots(6))[:, None] ** 0.5
        left = self._margin + round((room - line) * gone) - glow
        top = self._ruler_foot - tall + self._dots(6)
        return Overlay(left, top, mask.astype(np.uint8), SIGNAL)

    def _strip(self, top: int, low: int) -> Overlay:
        strip = self.mask[top:low]
        columns = np.flatnonzero(strip.any(0))
        left = int(columns[0])
        return Overlay(left, top, strip[:, left : int(columns[-1]) + 1])


def _filled(mask: Bytes) -> list[tuple[int, int]]:
    """Return the bands of rows that hold anything, as (top, one past the last)."""
    used = np.concatenate(([0], mask.any(1).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(used))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def length_term(order: Order) -> str:
    """Return the length asked for, or what is added to an earlier film."""
    return f"{'+' if order.parent else ''}{order.seconds} s"


def camera_term(order: Order) -> str:
    """Return the camera's move in words, or nothing."""
    if order.camera is None:
        return ""
    move = order.camera.move
    amount = f" {order.camera.amount:+g}" if order.camera.amount else ""
    return f"Camera: {CAMERA_WORDS.get(move, move)}{amount}"


def model_term(order: Order) -> str:
    """Return the model as people write it, with its mode if it has one."""
    model = order.model.replace("-", " ").replace("v", "V", 1)
    return "  ".join(filter(None, (model, order.mode)))


def shortened(parts: list[str], face: Face, room: float, most: int) -> list[str]:
    """Keep the first `most` lines and end them with an ellipsis."""
    plenty = int(most * room / (face.size * NARROWEST))
    lines = wrapped(parts[:plenty], face, room)[:most]
    while face.width(lines[-1] + "…") > room:
        lines[-1] = lines[-1][:-1].rstrip()
    return [*lines[:-1], lines[-1] + "…"]
