"""The one table that form, API, quotes and writer read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from generations.capability.cells import Cell, Key, Model, Price, State
from generations.capability.document import cell_entry, code_entries, model_entry
from generations.capability.expected import Expected, expected
from generations.capability.limits import as_json as limits_as_json

Item = tuple[str, Decimal]


@dataclass(frozen=True)
class Table:
    """Models, cells and prices of one version; refuses what cannot be sold.

    Raises ValueError when two cells share a key, a cell names an unlisted model, an
    open cell has no price, or a price cannot be paid in credits of two decimals.
    """

    models: tuple[Model, ...]
    cells: tuple[Cell, ...]
    prices: Mapping[Key, Price]

    def __post_init__(self) -> None:
        if len(self._by_key) != len(self.cells):
            raise ValueError("two cells have the same kind, model, mode and duration")
        slugs = {model.slug for model in self.models} | {None}
        for cell in self.cells:
            if cell.model not in slugs:
                raise ValueError(f"{cell.label}: the model is not listed")
            if cell.state.is_open and cell.key not in self.prices:
                raise ValueError(f"{cell.label}: an open cell needs a price")
        for key, price in self.prices.items():
            if not price.is_sound:
                raise ValueError(f"{key}: a price is 0 or more, with two decimals")

    @cached_property
    def _by_key(self) -> dict[Key, Cell]:
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def _open(self) -> dict[str, tuple[Cell, ...]]:
        kinds = dict.fromkeys(cell.kind for cell in self.cells)
        return {
            kind: tuple(c for c in self.cells if c.kind == kind and c.state.is_open)
            for kind in kinds
        }

    def cell(
        self, kind: str, model: str | None, mode: str | None, duration: int | None
    ) -> Cell | None:
        """Return the cell of these choices, open or not; None for no such cell."""
        return self._by_key.get(Key(kind, model, mode, duration))

    def offered(self, kind: str, model: str | None = None) -> tuple[Cell, ...]:
        """Return the open cells of a kind, or of one model in it, in table order."""
        cells = self._open.get(kind, ())
        if model is None:
            return cells
        return tuple(cell for cell in cells if cell.model == model)

    def items(
        self,
        cell: Cell,
        values: Mapping[str, object],
        seconds: Decimal | None = None,
    ) -> list[Item]:
        """Return what a request in an open cell costs, as labelled parts.

        `seconds` is the length of the clip at hand, for prices that go by it.
        """
        price = self.prices[cell.key]
        stretches, label = price.stretches(seconds), cell.label
        if price.per_seconds is not None:
            label = f"{label}, {stretches} x {price.per_seconds} s"
        extras = [(e.label, e.credits) for e in price.extras if e.applies_to(values)]
        return [(label, price.base * stretches), *extras]

    def price(
        self,
        cell: Cell,
        values: Mapping[str, object],
        seconds: Decimal | None = None,
    ) -> Decimal:
        """Return the sum of `items`."""
        return sum((part for _, part in self.items(cell, values, seconds)), Decimal(0))

    def state_of(self, model: Model) -> State:
        """Return the best state among the model's cells of every kind."""
        states = {cell.state for cell in self.cells if cell.model == model.slug}
        best_first = (State.YES, State.UNVERIFIED, State.REFUSED)
        return next((state for state in best_first if state in states), State.NO)

    @cached_property
    def version(self) -> str:
        """Name the content: equal tables have equal versions, on every machine."""
        content = json.dumps(self._content(expected), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def as_json(
        self, expected: Callable[[Cell], Expected] = expected
    ) -> dict[str, Any]:
        """Return the `capabilities` shape of the public interface.

        `expected` gives each open cell's range in seconds; the version does not depend
        on it, so history may move while the table stays the same.
        """
        return {"version": self.version, **self._content(expected)}

    @cached_property
    def _entries(self) -> list[dict[str, object]]:
        """The published cells: only what is expected of them changes with time."""
        return [cell_entry(self, cell) for cell in self.cells]

    def _content(self, measured: Callable[[Cell], Expected]) -> dict[str, object]:
        cells = []
        for cell, entry in zip(self.cells, self._entries, strict=True):
            found = measured(cell) if cell.state.is_open else expected(cell)
            cells.append({**entry, "expected": found._asdict()})
        return {
            "models": [model_entry(self, model) for model in self.models],
            "cells": cells,
            "limits": limits_as_json(),
            "codes": code_entries(),
        }
