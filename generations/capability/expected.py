"""How long the gateway is believed to take, until its own history tells.

Seconds from acceptance to the finished clip. Sources: facts.md section 5, whose
figures are re-sellers' claims and one public client's means; p90 is twice the middle
where nothing better is known.
"""

from __future__ import annotations

from typing import NamedTuple

from generations.capability.cells import Cell


class Expected(NamedTuple):
    """Seconds that half and nine tenths of such jobs stay under."""

    p50: int
    p90: int


#: Measured for one (kind, model, duration).
_KNOWN: dict[tuple[str, str, int], Expected] = {
    ("text2video", "v2.5-turbo", 5): Expected(40, 80),
    ("text2video", "v2.5-turbo", 10): Expected(55, 110),
}

#: Means over whole kinds, used for every cell without a figure of its own. Faces come
#: with the answer to their call, which may take the deadline of a call at the most.
_KIND: dict[str, Expected] = {
    "text2video": Expected(319, 638),
    "image2video": Expected(164, 328),
    "multi_image2video": Expected(174, 348),
    "video_extend": Expected(320, 640),
    "lip_sync": Expected(455, 910),
    "identify_face": Expected(30, 60),
}
_UNKNOWN = Expected(320, 640)

#: Ten seconds take about half as long again as five (v2.1: 60-90 s and 90-120 s), so
#: a mean over a mix of both lies between them.
_SHARE = {5: 0.85, 10: 1.25}


def expected(cell: Cell) -> Expected:
    """Return the seed range of a cell; never fails, however new the cell."""
    known = _KNOWN.get((cell.kind, cell.model or "", cell.duration or 0))
    if known is not None:
        return known
    share = _SHARE.get(cell.duration or 0, 1.0)
    middle, long = _KIND.get(cell.kind, _UNKNOWN)
    return Expected(round(middle * share), round(long * share))


def slot_seconds(cell: Cell) -> int:
    """Return how long a cell's job is believed to hold its slot: its queueing cost."""
    return expected(cell).p50
