"""Setting text: the product's own faces, then whatever the machine can read.

A character that no font here can draw becomes a quiet outlined box of its width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[1] / "fonts"
DISPLAY = (FONTS / "bricolage-grotesque-latin-wght-normal.woff2", 600)
TEXT = (FONTS / "geist-latin-wght-normal.woff2", 500)
MONO = (FONTS / "geist-mono-latin-wght-normal.woff2", 500)

SYSTEM_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
)
SYSTEM_NAMES = (
    "NotoSansCJK-Medium",
    "NotoSansCJK-Regular",
    "NotoSansCJKsc-Regular",
    "SourceHanSans",
    "wqy-microhei",
    "PingFang",
    "Hiragino Sans GB",
    "DroidSansFallback",
    "Arial Unicode",
    "NotoSans-",
    "NotoSansArabic",
    "NotoSansHebrew",
    "NotoSansDevanagari",
    "NotoSansThai",
    "DejaVuSans.",
    "unifont",
)
MANY = 6
"""Lines beyond which a ragged edge is not worth smoothing."""
NO_CHARACTER = "\U0010fffe"

Font = ImageFont.FreeTypeFont


@cache
def _system_fonts() -> tuple[Path, ...]:
    """Return the readable fonts of the machine, widest scripts first."""
    found = [
        path
        for folder in SYSTEM_FOLDERS
        if folder.is_dir()
        for path in sorted(folder.rglob("*.[to]t[fc]"))
    ]
    return tuple(
        path for name in SYSTEM_NAMES for path in found if path.name.startswith(name)
    )


@cache
def _font(path: Path, size: int, weight: int | None) -> Font:
    font = ImageFont.truetype(path, size)
    if weight is not None:
        font.set_variation_by_axes([weight])
    return font


@cache
def _draws(path: Path, character: str) -> bool:
    """Say whether a font has a glyph of its own for `character`."""
    font = _font(path, 24, None)
    mask, missing = font.getmask(character), font.getmask(NO_CHARACTER)
    return mask.size != missing.size or bytes(mask) != bytes(missing)


@cache
def _path_for(character: str, first: Path) -> Path | None:
    if character.isspace() or unicodedata.combining(character):
        return first
    return next((p for p in (first, *_system_fonts()) if _draws(p, character)), None)


@dataclass(frozen=True)
class Face:
    """A typeface at a size in dots; `tracking` is in parts of the size."""

    path: Path
    weight: int
    size: int
    tracking: float = 0.0

    def font(self, path: Path) -> Font:
        return _font(path, self.size, self.weight if path == self.path else None)

    def width(self, text: str) -> float:
        return sum(self._advance(path, part) for path, part in self._runs(text))

    def draw(
        self,
        mask: Image.Image,
        x: float,
        baseline: float,
        text: str,
        tone: int = 255,
    ) -> None:
        """Draw `text` into an "L" mask, as strongly as `tone` of 255."""
        pen = ImageDraw.Draw(mask)
        for path, part in self._runs(text):
            if path is None:
                self._boxes(pen, x, baseline, part, tone)
            elif path == self.path and self.tracking:
                self._letters(pen, x, baseline, part, tone)
            else:
                pen.text((x, baseline), part, tone, self.font(path), anchor="ls")
            x += self._advance(path, part)

    def _advance(self, path: Path | None, part: str) -> float:
        if path is None:
            return sum(_box(one) for one in part) * self.size
        spread = self.tracking * self.size * len(part) if path == self.path else 0
        return self.font(path).getlength(part) + spread

    def _letters(
        self,
        pen: ImageDraw.ImageDraw,
        x: float,
        baseline: float,
        part: str,
        tone: int,
    ) -> None:
        """Draw letter by letter, kerned and tracked."""
        font = self.font(self.path)
        for end in range(1, len(part) + 1):
            letter = part[end - 1]
            kerned = font.getlength(part[:end]) - font.getlength(letter)
            at = x + kerned + self.tracking * self.size * (end - 1)
            pen.text((at, baseline), letter, tone, font, anchor="ls")

    def _boxes(
        self,
        pen: ImageDraw.ImageDraw,
        x: float,
        baseline: float,
        part: str,
        tone: int,
    ) -> None:
        for one in part:
            wide = _box(one) * self.size
            gap, tall = self.size * 0.09, self.size * 0.72
            corners = (x + gap, baseline - tall, x + wide - gap, baseline)
            line = max(1, int(gap / 3))
            pen.rounded_rectangle(corners, gap, outline=tone * 3 // 5, width=line)
            x += wide

    def _runs(self, text: str) -> Iterator[tuple[Path | None, str]]:
        """Yield parts of `text`, each for one font, None where there is none."""
        part, path = "", None
        for character in text:
            wanted = _path_for(character, self.path)
            if part and wanted != path:
                yield path, part
                part = ""
            part, path = part + character, wanted
        if part:
            yield path, part


def _box(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.62


def pieces(text: str) -> list[str]:
    """Return what may stand on a line of its own: words, or single wide characters.

    A piece that follows a space starts with it.
    """
    found: list[str] = []
    for word in "".join(c if c.isprintable() else " " for c in text).split():
        part = " " if found else ""
        for character in word:
            if _box(character) == 1.0 and part.strip():
                found.append(part)
                part = ""
            part += character
        found.append(part)
    return found


def wrapped(parts: list[str], face: Face, width: float) -> list[str]:
    """Break `parts` into lines no wider than `width`, splitting what never fits."""
    lines, line = [], ""
    for part in parts:
        for bit in _fitting(part, face, width):
            if line and face.width(line + bit) > width:
                lines.append(line)
                line = bit.lstrip()
            else:
                line = line + bit if line else bit.lstrip()
    return [*lines, line] if line else lines


def _fitting(part: str, face: Face, width: float) -> list[str]:
    if face.width(part) <= width:
        return [part]
    return list(part)


def balanced(parts: list[str], face: Face, width: float) -> list[str]:
    """Break into as few lines as `width` allows, then make them equally long."""
    best = wrapped(parts, face, width)
    if len(best) > MANY:
        return best
    low, high = width / max(len(best), 1), width
    while high - low > face.size / 3:
        middle = (low + high) / 2
        lines = wrapped(parts, face, middle)
        if len(lines) == len(best):
            best, high = lines, middle
        else:
            low = middle
    return best
