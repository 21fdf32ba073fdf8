"""The cell of a kind that starts from a clip: nobody chooses it, the clip does."""

from __future__ import annotations

from generations.capability.cells import Key
from generations.capability.choosing import Body, Chosen
from generations.capability.materials import Clip
from generations.capability.reading.kinds import FROM_CLIP
from generations.capability.reading.report import Report
from generations.capability.reading.scalars import choice
from generations.capability.reading.shown import shown
from generations.capability.table import Table

_MADE = ("model", "mode", "duration")
_SAME = "An extension is made like its clip: {what}."
_LENGTH = {
    "video_extend": "An extension adds about 5 s; nobody chooses how many.",
    "lip_sync": "A lip sync is as long as its clip.",
}
_NOTHING_CHOSEN = "Lip sync has no model and no mode to choose."


def follow(
    report: Report, table: Table, kind: str, body: Body, clip: Clip | None
) -> Chosen:
    """Return the cell that goes with the clip, if it is known and the cell is open.

    A model or mode that comes with the clip may be repeated, and then must be the
    clip's. Why a cell is closed is told beside the clip, which is what was chosen.
    """
    follows = FROM_CLIP[kind]
    for name in _MADE:
        given = body.get(name)
        if given is None:
            continue
        if name in follows and clip is None:
            choice(report, name, given, _known(table, kind, name))
            continue
        wanted = (getattr(clip, name) or None) if name in follows else None
        if given != wanted:
            _refuse(report, kind, name, given, wanted)
    key = _key(kind, clip)
    cell = table.cell(*key) if key else None
    return Chosen(cell, cell) if cell and cell.state.is_open else Chosen()


def _known(table: Table, kind: str, name: str) -> list[str]:
    found = (getattr(cell, name) for cell in table.cells if cell.kind == kind)
    return [*dict.fromkeys(value for value in found if value)]


def _key(kind: str, clip: Clip | None) -> Key | None:
    if not FROM_CLIP[kind]:
        return Key(kind, None, None, None)
    return Key(kind, clip.model, clip.mode or None, None) if clip else None


def _refuse(
    report: Report, kind: str, name: str, given: object, wanted: str | None
) -> None:
    if name == "duration":
        reason = _LENGTH[kind]
    elif name in FROM_CLIP[kind]:
        reason = _SAME.format(what=wanted or "without a mode")
    else:
        reason = _NOTHING_CHOSEN
    told = {"given": shown(given), "reason": reason}
    report.add(name, "follows", told, change={name: None})
