"""Uploads as things to pick, and the fields of the create form that take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from generations.models import Asset, Purpose
from generations.services.media_paths import MediaPaths

SLOTS = {
    "image": Purpose.IMAGE,
    "image_tail": Purpose.IMAGE,
    "image_list": Purpose.IMAGE,
    "static_mask": Purpose.MASK,
    "mask": Purpose.MASK,
    "audio": Purpose.AUDIO,
    "asset": Purpose.VIDEO,
}
MANY = frozenset({"image_list"})
"""Fields that take more than one."""

BARS = 50
HEIGHT = 40
LOUDEST = 255


class Pick(NamedTuple):
    """One upload: `facts` is its size or length, `wave` the outline of a sound."""

    id: str
    name: str
    facts: str
    width: int | None
    height: int | None
    file: str
    thumbnail: str
    wave: str


def picks_of(assets: Iterable[Asset]) -> list[Pick]:
    """Return uploads as a picker shows them."""
    media = MediaPaths()
    return [_pick(asset, media) for asset in assets]


def _pick(asset: Asset, media: MediaPaths) -> Pick:
    here = f"assets/{asset.pk}"
    return Pick(
        id=str(asset.pk),
        name=asset.name or _("Untitled"),
        facts=_facts(asset),
        width=asset.width,
        height=asset.height,
        file=media.below(f"{here}/file"),
        thumbnail=media.below(f"{here}/thumbnail") if asset.thumbnail else "",
        wave=wave(asset.peaks),
    )


def _facts(asset: Asset) -> str:
    told: list[Any] = []
    if asset.width:
        told.append(f"{asset.width} × {asset.height}")  # noqa: RUF001 - as printed
    if asset.duration:
        told.append(_("%(n)s s") % {"n": f"{asset.duration:.1f}"})
    return ", ".join(told)


def wave(peaks: list[int]) -> str:
    """Return the outline of a sound as the path of a drawing, 100 wide and 40 high."""
    if not peaks:
        return ""
    each = len(peaks) // BARS or 1
    lines = []
    for bar in range(BARS):
        loudest = max(peaks[bar * each : (bar + 1) * each], default=0)
        half = max(1, round(loudest * HEIGHT / LOUDEST / 2))
        lines.append(f"M{bar * 2 + 1} {HEIGHT // 2 - half}v{half * 2}")
    return "".join(lines)
