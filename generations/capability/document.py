"""The public `capabilities` document, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generations.capability.cells import Cell, Model
from generations.capability.codes import RULES
from generations.capability.ways_out import out_of_cell, out_of_feature

if TYPE_CHECKING:
    from generations.capability.table import Table
    from generations.errors import Remedy

Entry = dict[str, object]


def model_entry(table: Table, model: Model) -> Entry:
    return {
        "slug": model.slug,
        "name": model.name,
        "state": table.state_of(model).value,
        "default": model.default,
    }


def cell_entry(table: Table, cell: Cell) -> Entry:
    """Return one cell; closed ones say why, and name a way out, but have no price.

    `expected` is left to whoever knows the studio's own history.
    """
    closed = not cell.state.is_open
    return {
        "kind": cell.kind,
        "model": cell.model,
        "mode": cell.mode,
        "duration": cell.duration,
        "state": cell.state.value,
        "reason": cell.reason,
        "remedy": _json(out_of_cell(table, cell.key)) if closed else None,
        "price": None if closed else f"{table.prices[cell.key].base:.2f}",
        "per_seconds": None if closed else table.prices[cell.key].per_seconds,
        "extras": [] if closed else _extras(table, cell),
        "expected": None,
        "features": {name: _feature(table, cell, name) for name in cell.features},
    }


def code_entries() -> list[Entry]:
    """Return every code a problem may have, with what it means."""
    return [{"code": code, "meaning": rule.meaning} for code, rule in RULES.items()]


def _extras(table: Table, cell: Cell) -> list[Entry]:
    return [
        {"field": extra.field, "value": extra.value, "credits": f"{extra.credits:.2f}"}
        for extra in table.prices[cell.key].extras
    ]


def _feature(table: Table, cell: Cell, name: str) -> Entry:
    feature = cell.feature(name)
    closed = cell.state.is_open and not feature.state.is_open
    return {
        "state": feature.state.value,
        "reason": feature.reason,
        "excludes": list(feature.excludes),
        "needs": list(feature.needs),
        "remedy": _json(out_of_feature(table, cell, name)) if closed else None,
    }


def _json(remedy: Remedy | None) -> Entry | None:
    return remedy.as_json() if remedy else None
