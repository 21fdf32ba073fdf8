"""Files that came inside a request: on disk beside the films, never in an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, kept under `name`, which is its sha256; its sides in pixels."""

    name: str
    width: int
    height: int

    def shaped_like(self, other: Picture) -> bool:
        """Say whether both have one aspect ratio, to within a pixel in a hundred."""
        mine, theirs = self.width * other.height, other.width * self.height
        return abs(mine - theirs) * 100 <= theirs


@dataclass(frozen=True, slots=True)
class Brush:
    """A painted area and its way, in pixels from the picture's top left corner."""

    mask: Picture
    way: tuple[Point, ...]

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        way = tuple((x, y) for x, y in content["way"])
        return cls(Picture(**content["mask"]), way)


@dataclass(frozen=True, slots=True)
class Pictures:
    """All pictures of one request.

    `first` are those that a film starts from or is composed of, in their order;
    `last` is its end frame; what is white in `still` does not move.
    """

    first: tuple[Picture, ...] = ()
    last: Picture | None = None
    still: Picture | None = None
    brushes: tuple[Brush, ...] = ()

    @property
    def aspect(self) -> str:
        """Return the shape of the picture that leads, as "width:height"."""
        leading = (*self.first, self.last)[0]
        return f"{leading.width}:{leading.height}" if leading else "1:1"

    @property
    def masks(self) -> list[Picture]:
        still = [self.still] if self.still else []
        return still + [brush.mask for brush in self.brushes]

    @property
    def names(self) -> set[str]:
        last = [self.last] if self.last else []
        return {picture.name for picture in (*self.first, *last, *self.masks)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        return cls(
            tuple(Picture(**picture) for picture in content["first"]),
            _maybe(content["last"]),
            _maybe(content["still"]),
            tuple(map(Brush.from_json, content["brushes"])),
        )


def _maybe(content: Mapping[str, Any] | None) -> Picture | None:
    return Picture(**content) if content else None
