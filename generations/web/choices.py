"""The controls of the create form, each from the capability table.

A control that the other choices close stays in sight, with its reason and a way out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from generations.capability import Cell, Key, Table
from generations.capability.cells import State
from generations.capability.reading.fields import ASPECT_RATIOS
from generations.capability.ways_out import switch_to
from generations.errors import Remedy

Values = Mapping[str, str]
DEFAULTS = {"mode": "std", "duration": "5", "aspect_ratio": "16:9"}
OPTIONAL = ("sound", "cfg_scale", "negative_prompt")


@dataclass(frozen=True, slots=True)
class WayOut:
    """A button: what it says, and the values it sets, as JSON."""

    text: str
    set: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    chosen: bool
    open: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One field: its options if it has some, and why it or one of them is closed."""

    name: str
    value: str = ""
    options: Sequence[Option] = ()
    open: bool = True
    reason: str = ""
    way_out: WayOut | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Every control of the form, for values that were settled on one open cell."""

    cell: Cell
    controls: Mapping[str, Control]
    values: Mapping[str, str]
    dropped: Sequence[str] = field(default=())
    price: Decimal = Decimal(0)

    @property
    def unproven(self) -> str:
        """Why the gateway may refuse this cell, for a cell that nobody has proven."""
        return (self.cell.reason or "") if self.cell.state is State.UNVERIFIED else ""

    @property
    def dropped_text(self) -> str:
        return ", ".join(self.dropped)


def choices(table: Table, kind: str, given: Values) -> Choices:
    """Settle on the open cell nearest to the given values, and build its controls."""
    cell = _settle(table, kind, given)
    closed = [n for n in OPTIONAL if given.get(n) and not cell.takes(n)]
    values = {n: v for n, v in given.items() if n not in closed}
    values |= {"model": cell.model or "", "mode": cell.mode or ""}
    values["duration"] = str(cell.duration)
    values.setdefault("aspect_ratio", DEFAULTS["aspect_ratio"])
    controls = {
        "model": _models(table, cell),
        "mode": _modes(table, cell),
        "duration": _durations(table, cell),
        "aspect_ratio": Control("aspect_ratio", options=_shapes(values)),
        **{name: _optional(table, cell, name, values) for name in OPTIONAL},
    }
    price = table.price(cell, values)
    return Choices(cell, controls, values, [label(n) for n in closed], price)


def label(name: str) -> str:
    """Return what a field is called on the page."""
    return {
        "prompt": _("Prompt"),
        "model": _("Model"),
        "mode": _("Quality"),
        "duration": _("Length"),
        "aspect_ratio": _("Shape"),
        "sound": _("Sound"),
        "negative_prompt": _("Negative prompt"),
        "cfg_scale": _("Prompt strength"),
    }.get(name, name)


def _settle(table: Table, kind: str, given: Values) -> Cell:
    offered = table.offered(kind)
    usual = next((m.slug for m in table.models if m.default), "")
    cells = _narrowed(offered, "model", given.get("model", ""), usual)
    for name in ("mode", "duration"):
        cells = _narrowed(cells, name, given.get(name, ""), DEFAULTS[name])
    return cells[0]


def _narrowed(
    cells: Sequence[Cell], name: str, wanted: str, usual: str
) -> Sequence[Cell]:
    """Keep the cells of the wanted choice, else of the usual one, else of the first."""
    values = [str(getattr(cell, name) or "") for cell in cells]
    kept = next((v for v in (wanted, usual) if v in values), values[0])
    return [cell for cell, v in zip(cells, values, strict=True) if v == kept]


def _models(table: Table, cell: Cell) -> Control:
    offered = {each.model for each in table.offered(cell.kind)}
    options = []
    for model in table.models:
        reason = _reason(table, _like(cell, model=model.slug)).rstrip(".")
        chosen, opened = model.slug == cell.model, model.slug in offered
        options.append(Option(model.slug, model.name, chosen, opened, reason))
    return Control("model", cell.model or "", options)


def _modes(table: Table, cell: Cell) -> Control:
    modes = dict.fromkeys(c.mode for c in table.offered(cell.kind) if c.mode)
    mine = [c.mode for c in table.offered(cell.kind, cell.model)]
    names = {"std": _("Standard"), "pro": _("Pro")}
    options = [Option(m, names.get(m, m), m == cell.mode, m in mine) for m in modes]
    shut = next((o.value for o in options if not o.open), None)
    if mine and set(mine) == {None}:
        return Control("mode", "", options, False, _("This model has one quality."))
    reason = _reason(table, _like(cell, mode=shut)) if shut else ""
    return Control("mode", cell.mode or "", options, reason=reason)


def _durations(table: Table, cell: Cell) -> Control:
    lengths = sorted({c.duration for c in table.offered(cell.kind) if c.duration})
    mine = [c for c in table.offered(cell.kind, cell.model) if c.mode == cell.mode]
    able = {c.duration for c in mine}
    options = [
        Option(str(n), _("%(n)s s") % {"n": n}, n == cell.duration, n in able)
        for n in lengths
    ]
    return Control("duration", str(cell.duration), options)


def _shapes(values: Values) -> list[Option]:
    chosen = values.get("aspect_ratio")
    return [Option(r, r, r == chosen) for r in ASPECT_RATIOS]


def _optional(table: Table, cell: Cell, name: str, values: Values) -> Control:
    value = values.get(name, "")
    if cell.takes(name):
        return Control(name, value)
    reason = cell.feature(name).reason or ""
    return Control(name, "", (), False, reason, way_out(switch_to(table, cell, name)))


def way_out(remedy: Remedy | None) -> WayOut | None:
    """Return a remedy as a button; one that sets nothing is words only."""
    if remedy is None or not remedy.set:
        return None
    return WayOut(remedy.text, json.dumps(dict(remedy.set)))


def _like(cell: Cell, **changes: Any) -> Key:
    return cell.key._replace(**changes)


def _reason(table: Table, key: Key) -> str:
    """Return why a choice is closed, in words of the table."""
    same = (c for c in table.cells if (c.kind, c.model) == (key.kind, key.model))
    closed = [c for c in same if not c.state.is_open and c.reason]
    exact = next((c for c in closed if c.key == key), None)
    found = exact or next(iter(closed), None)
    return (found and found.reason) or ""
