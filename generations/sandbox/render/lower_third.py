"""The small slate of films that have a picture to show: a few lines at the foot."""

from __future__ import annotations

import numpy as np
from PIL import ImageDraw

from .lettering import TEXT, Face, balanced, pieces
from .slate import (
    NARROWEST,
    SIGNAL,
    Overlay,
    Slate,
    camera_term,
    length_term,
    model_term,
    shortened,
)

PROMPT_SIZE = 34
MOST_LINES = 2
BAR = 4
"""Height of the line that runs along the foot as the film does."""
SHADE = 185
SHADE_INK = (6, 7, 8)


class LowerThird(Slate):
    """Prompt and terms at the lower left, on a soft shade; the rest is left free."""

    margin, small = 48, 21

    def still(self) -> list[Overlay]:
        return [self._ground(), *super().still()]

    def _write(self) -> None:
        self._foot = self._height - self._dots(36)
        self._top = self._foot - self._dots(self.small)
        room = self._width - 2 * self._margin
        self._terms()
        self._prompt(room)
        pen = ImageDraw.Draw(self._mask)
        pen.rectangle((0, self._bar, self._width, self._height), 60)

    @property
    def _bar(self) -> int:
        """Return where the line at the foot begins."""
        return self._height - max(2, self._dots(BAR))

    def _terms(self) -> None:
        """Write the terms beside the timecode, as many as there is room for."""
        gap = self._dots(28)
        x = self._margin + self._mono.width("00:00:00:00") + gap
        for term in filter(None, self._all_terms()):
            end = x + self._mono.width(term)
            if end > self._width - self._margin:
                return
            self._line(x, self._foot, term, 0.72)
            x = end + gap

    def _all_terms(self) -> list[str]:
        order, pictures = self._order, self._order.pictures
        terms = [model_term(order), length_term(order), camera_term(order)]
        if pictures:
            several = len(pictures.first) > 1
            terms += [
                f"{len(pictures.first)} pictures" if several else "",
                "End frame" if pictures.last else "",
                _paths(len(pictures.brushes)),
                "Still area" if pictures.still else "",
            ]
        sound = "Sound on" if order.sound else ""
        return [*terms, sound, f"Sandbox take {self._take[-4:]}"]

    def _prompt(self, room: int) -> None:
        face = Face(*TEXT, self._dots(PROMPT_SIZE))
        baseline: float = self._foot - self._dots(self.small + 22)
        wide = self._width > self._height
        for line in reversed(self._lines(face, room * (0.72 if wide else 1))):
            face.draw(self._mask, self._margin, baseline, line)
            self._top = round(baseline - face.size)
            baseline -= face.size * 1.25

    def _lines(self, face: Face, room: float) -> list[str]:
        parts = pieces(self._order.prompt)
        if sum(map(len, parts)) * face.size * NARROWEST <= MOST_LINES * room:
            lines = balanced(parts, face, room)
            if len(lines) <= MOST_LINES:
                return lines
        return shortened(parts, face, room, MOST_LINES)

    def _ground(self) -> Overlay:
        """A shade that rises to a little above the words."""
        top = max(0, self._top - self._dots(80))
        part = np.linspace(0, 1, self._height - top)
        rows = SHADE * (1 - (1 - part) ** 2)
        mask = np.repeat(rows[:, None], self._width, axis=1).astype(np.uint8)
        return Overlay(0, top, mask, SHADE_INK)

    def _playhead(self, gone: float) -> Overlay:
        wide = max(2, round(self._width * gone))
        mask = np.full((self._height - self._bar, wide), 235, np.uint8)
        return Overlay(0, self._bar, mask, SIGNAL)


def _paths(number: int) -> str:
    return f"{number} path{'s' if number > 1 else ''}" if number else ""
