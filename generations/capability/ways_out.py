"""Ways out of what the table does not offer: the nearest thing it does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from generations.capability.cells import Cell, Key, State
from generations.capability.codes import ADD_OR_SWITCH, RULES
from generations.capability.reading.kinds import FROM_CLIP
from generations.errors import Remedy

if TYPE_CHECKING:
    from generations.capability.table import Table

SWITCH = "Switch to {where}{credits}."
LEAVE_MODE_OUT = "Leave the mode out."
LEAVE_OUT = "Leave it out."
LEAVE_OUT_OR_SWITCH = "Leave it out, or switch to {where}{credits}."

_NOTHING: Mapping[str, object] = {}


def nearest(table: Table, key: Key, using: Collection[str] = ()) -> Cell | None:
    """Return the open cell closest to `key` that takes every field in `using`.

    The same model beats another, fewer changes beat more, proven beats unverified,
    cheap beats dear.
    """
    return _nearest(table, key, lambda cell: all(map(cell.takes, using)))


def _nearest(table: Table, key: Key, able: Callable[[Cell], bool]) -> Cell | None:
    def distance(cell: Cell) -> tuple[bool, int, bool, Decimal]:
        changes = (cell.mode != key.mode) + (cell.duration != key.duration)
        unproven = cell.state is not State.YES
        return cell.model != key.model, changes, unproven, table.price(cell, _NOTHING)

    return min(filter(able, table.offered(key.kind)), key=distance, default=None)


def out_of_cell(table: Table, key: Key) -> Remedy | None:
    """Return the switch from a cell that is not offered to one that is.

    There is none where the clip decides and not the request.
    """
    cell = None if key.kind in FROM_CLIP else nearest(table, key)
    if cell is None:
        return None
    where = _where(key, cell)
    if not where:
        return Remedy(LEAVE_MODE_OUT, {"mode": None})
    price = f", {table.price(cell, _NOTHING):.2f} credits"
    return Remedy(SWITCH.format(where=where, credits=price), _set(key, cell))


def out_of_feature(
    table: Table, cell: Cell, name: str, values: Mapping[str, object] = _NOTHING
) -> Remedy:
    """Return how to go on when `cell` does not take the field `name`.

    Within the same model that is a switch; otherwise the field is left out, and the
    text names the model that takes it. `values` are the fields of the request: a
    switch never closes one of them that is open now. The change in price is that of
    using the field: its dearest value counts when none was given.
    """
    using = {name, *filter(cell.takes, values)}
    other = nearest(table, cell.key, using)
    if other is None:
        return Remedy(LEAVE_OUT, {name: None})
    wanted = {**_dearest(table, other, name), **values}
    change = table.price(other, wanted) - table.price(cell, wanted)
    told = {"where": _where(cell.key, other), "credits": f", {change:+.2f} credits"}
    if other.model != cell.model:
        return Remedy(LEAVE_OUT_OR_SWITCH.format(**told), {name: None})
    return Remedy(SWITCH.format(**told), _set(cell.key, other), change)


def out_of_need(
    table: Table, cell: Cell, name: str, missing: str, values: Mapping[str, object]
) -> Remedy:
    """Return how to go on when `name` does not go without the field `missing`.

    That is to add it, or to switch to a cell where `name` goes alone.
    """

    def goes_alone(other: Cell) -> bool:
        return missing not in other.feature(name).needs and all(
            map(other.takes, filter(cell.takes, values))
        )

    other = _nearest(table, cell.key, goes_alone)
    if other is None:
        return Remedy(RULES["needed"].way_out.format(field=missing))
    change = table.price(other, values) - table.price(cell, values)
    told = {"where": _where(cell.key, other), "credits": f", {_in_words(change)}"}
    text = ADD_OR_SWITCH.format(field=missing, **told)
    return Remedy(text, _set(cell.key, other), change)


def _in_words(change: Decimal) -> str:
    return f"{change:+.2f} credits" if change else "at the same price"


def switch_to(table: Table, cell: Cell, name: str) -> Remedy | None:
    """Return the switch to the nearest cell that takes the field `name`, if any does.

    The change in price is that of the switch alone: nothing is used by it yet.
    """
    other = nearest(table, cell.key, {name})
    if other is None:
        return None
    change = table.price(other, _NOTHING) - table.price(cell, _NOTHING)
    told = {"where": _where(cell.key, other), "credits": f", {_in_words(change)}"}
    return Remedy(SWITCH.format(**told), _set(cell.key, other), change)


def _dearest(table: Table, cell: Cell, name: str) -> dict[str, object]:
    """Return the value of a field that costs most, where any value costs extra."""
    extras = [e for e in table.prices[cell.key].extras if e.field == name]
    dearest = max(extras, key=lambda extra: extra.credits, default=None)
    return {name: dearest.value} if dearest else {}


def _set(key: Key, cell: Cell) -> dict[str, object]:
    choices = ("model", "mode", "duration")
    wanted = cell.key._asdict()
    asked = key._asdict()
    return {name: wanted[name] for name in choices if wanted[name] != asked[name]}


def _where(key: Key, cell: Cell) -> str:
    """Name what changes and nothing else: `pro`, `5 s`, `v2.6 pro`."""
    changed = _set(key, cell)
    model = f"{cell.model} {cell.mode or ''}".strip() if "model" in changed else ""
    mode = changed.get("mode") or "" if not model else ""
    length = f"{cell.duration} s" if changed.get("duration") else ""
    return ", ".join(part for part in (model, str(mode), length) if part)
