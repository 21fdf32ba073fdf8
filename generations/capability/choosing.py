"""From `kind`, `model`, `mode` and `duration` to one open cell."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeVar

from generations.capability.cells import Cell, Key
from generations.capability.codes import CHOOSE, USE
from generations.capability.reading.fields import KINDS
from generations.capability.reading.kinds import CLIP_FIELDS, FROM_CLIP
from generations.capability.reading.report import Report, label_of, listed
from generations.capability.reading.scalars import choice
from generations.capability.reading.shown import shown
from generations.capability.table import Table
from generations.capability.ways_out import nearest, out_of_cell

Body = dict[str, object]
Choice = TypeVar("Choice", str, int)

DEFAULT_MODE = "std"
DEFAULT_DURATION = 5

_NO_MODES = "{model} has no modes."
_OFFERED = "Offered: {choices}."


def read_kind(
    report: Report, table: Table, body: Body, kinds: Collection[str]
) -> str | None:
    """Return one of the given kinds that is offered, or report why there is none."""
    offered = [kind for kind in kinds if table.offered(kind)]
    kind = body.get("kind")
    if kind is None:
        told = {"choices": listed(offered)}
        report.add("kind", "required", told, way_out=CHOOSE)
    elif isinstance(kind, str) and kind in KINDS and kind not in offered:
        told = {"what": f"{label_of('kind')} {shown(kind)}", "where": "yet"}
        told["reason"] = _OFFERED.format(choices=listed(offered))
        report.add("kind", "not_offered", told)
    else:
        return choice(report, "kind", kind, offered)
    return None


class Chosen(NamedTuple):
    """The open cell that was asked for, and the one that the rest is judged by.

    That is the same, or the cell of the same model that the way out leads to: so what
    is wrong there too is told at once.
    """

    cell: Cell | None = None
    judged_by: Cell | None = None


def choose(
    report: Report, table: Table, kind: str | None, body: Body, kinds: Collection[str]
) -> Chosen:
    """Return the cell that the body asks for, defaults filled in.

    Without a kind the choices are only checked one by one, for all of `kinds`.
    """
    before = len(report.problems)
    among = kinds if kind is None else (kind,)
    cells = [cell for cell in table.cells if cell.kind in among]
    due = kind is not None or not _is_from_clip(body, kinds)
    model = _model(report, table, cells, body.get("model"), due=due)
    mode = _mode(report, cells, body.get("mode"))
    duration = _duration(report, cells, body.get("duration"))
    if kind is None or (model is None and any(cell.model for cell in cells)):
        return Chosen()
    readable = len(report.problems) == before
    offered = table.offered(kind, model)
    if mode is None:
        mode = _default(DEFAULT_MODE, [cell.mode for cell in offered])
    if duration is None:
        duration = _default(DEFAULT_DURATION, [cell.duration for cell in offered])
    key = Key(kind, model, mode, duration)
    # Of a model that makes nothing of this kind, or not in this mode, that is told
    # whatever length is asked for; an unreadable choice stands at its default here.
    closed = mode not in [cell.mode for cell in offered]
    cell = _open(report, table, key) if readable or closed else None
    return Chosen(cell, cell or _alike(table, key))


def _alike(table: Table, key: Key) -> Cell | None:
    """Return the open cell of the same model that is nearest to `key`."""
    cell = nearest(table, key)
    return cell if cell and cell.model == key.model else None


def _is_from_clip(body: Body, kinds: Collection[str]) -> bool:
    """Say whether a body without a kind is one that starts from a clip."""
    offered = any(kind in FROM_CLIP for kind in kinds)
    return offered and any(body.get(name) is not None for name in CLIP_FIELDS)


def _model(
    report: Report, table: Table, cells: Sequence[Cell], given: object, *, due: bool
) -> str | None:
    if given is None and not (due and any(cell.model for cell in cells)):
        return None
    if isinstance(given, str) and any(given == m.slug for m in table.models):
        return given
    offered = dict.fromkeys(c.model for c in cells if c.model and c.state.is_open)
    if given is None:
        report.add("model", "required", {"choices": listed(offered)}, way_out=CHOOSE)
        return None
    return choice(report, "model", given, list(offered))


def _mode(report: Report, cells: Sequence[Cell], given: object) -> str | None:
    if given is None:
        return None
    return choice(
        report, "mode", given, [*dict.fromkeys(c.mode for c in cells if c.mode)]
    )


def _duration(report: Report, cells: Sequence[Cell], given: object) -> int | None:
    """Read a length that some cell has: the number, or the number as text."""
    lengths = sorted({cell.duration for cell in cells if cell.duration})
    if given is None:
        return None
    if isinstance(given, str | int) and not isinstance(given, bool):
        for length in lengths:
            if given in (length, str(length)):
                return length
        code = "unknown_value"
    else:
        code = "wrong_type"
    near = _nearest(given, lengths)
    told = {"given": shown(given), "choices": listed(lengths), "near": near}
    told["takes"] = f"whole seconds: {told['choices']}"
    out, change = (USE, {"duration": near}) if near else ("", {})
    report.add("duration", code, told, way_out=out, change=change)
    return None


def _nearest(given: object, lengths: Sequence[int]) -> int | None:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    if isinstance(given, float) and not math.isfinite(given):
        return None
    return min(lengths, key=lambda length: abs(length - given), default=None)


def _default(preferred: Choice, offered: Sequence[Choice | None]) -> Choice | None:
    return preferred if preferred in offered or not offered else offered[0]


def _open(report: Report, table: Table, key: Key) -> Cell | None:
    """Return the cell of `key`, or report the choice that closes it."""
    cell = table.cell(*key)
    if cell is not None and cell.state.is_open:
        return cell
    field, where, choices = _blame(table, key)
    reason = cell and cell.reason
    if not reason:
        text = _NO_MODES if set(choices) == {None} else _OFFERED
        reason = text.format(model=key.model, choices=listed(dict.fromkeys(choices)))
    what = f"{label_of(field)} {shown(getattr(key, field))}"
    told = {"what": what, "where": where, "reason": reason}
    report.add(field, "not_offered", told, remedy=out_of_cell(table, key))
    return None


def _blame(table: Table, key: Key) -> tuple[str, str, list[object]]:
    """Return the choice that closes a cell, what it clashes with, what is open."""
    offered = table.offered(key.kind, key.model)
    if not offered:
        return "model", f"for {key.kind}", [c.model for c in table.offered(key.kind)]
    modes = [cell.mode for cell in offered]
    if key.mode not in modes:
        return "mode", f"with {key.model}", [*modes]
    where = " ".join(part for part in ("with", key.model, key.mode) if part)
    return "duration", where, [c.duration for c in offered if c.mode == key.mode]
