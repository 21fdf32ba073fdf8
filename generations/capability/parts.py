"""A table taken apart, so that two of them can be compared, joined and built anew.

A part is the least thing that an edit replaces: a model, a cell without its features,
one feature, one price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple

from generations.capability.cells import Feature, Key
from generations.capability.table import Table


class Sort(StrEnum):
    MODEL = "model"
    CELL = "cell"
    FEATURE = "feature"
    PRICE = "price"


class Part(NamedTuple):
    """What a value of a table is about; `name` is a model's slug or a feature's name.

    `key` is None for a model alone.
    """

    sort: Sort
    key: Key | None = None
    name: str = ""


class Change(NamedTuple):
    """A part with its value before and after; None where it is not there."""

    part: Part
    old: Any
    new: Any


Parts = Mapping[Part, Any]


def parts(table: Table) -> dict[Part, Any]:
    """Return every part of a table, in its order."""
    found: dict[Part, Any] = {Part(Sort.MODEL, None, m.slug): m for m in table.models}
    for cell in table.cells:
        found[Part(Sort.CELL, cell.key)] = replace(cell, features={})
        for name, feature in cell.features.items():
            found[Part(Sort.FEATURE, cell.key, name)] = feature
    return found | {Part(Sort.PRICE, k): price for k, price in table.prices.items()}


def build(found: Parts) -> Table:
    """Put parts together. Raises ValueError for what no table may be."""
    features: dict[Key | None, dict[str, Feature]] = defaultdict(dict)
    for part, value in found.items():
        if part.sort is Sort.FEATURE:
            features[part.key][part.name] = value
    return Table(
        models=tuple(v for p, v in found.items() if p.sort is Sort.MODEL),
        cells=tuple(
            replace(value, features=features[part.key])
            for part, value in found.items()
            if part.sort is Sort.CELL
        ),
        prices={p.key: v for p, v in found.items() if p.key and p.sort is Sort.PRICE},
    )


def changes(old: Table, new: Table) -> tuple[Change, ...]:
    """Return what differs, in the order of `old`, what is new last."""
    before, after = parts(old), parts(new)
    every = [*before, *(part for part in after if part not in before)]
    pairs = (Change(part, before.get(part), after.get(part)) for part in every)
    return tuple(change for change in pairs if change.old != change.new)


def applied(table: Table, found: Iterable[Change]) -> Table:
    """Make changes in another table than they were made for.

    A part that stands otherwise there than it did before the change is left: whoever
    changed it for that table meant it.
    """
    built = parts(table)
    for part, old, new in found:
        if built.get(part) != old:
            continue
        if new is None:
            built.pop(part, None)
        else:
            built[part] = new
    return build(built)


def rebased(table: Table, found: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes as they would be in another table: the same new values there."""
    kept = parts(table)
    turned = (change._replace(old=kept.get(change.part)) for change in found)
    return tuple(change for change in turned if change.old != change.new)


def completed(table: Table, seed: Table) -> Table:
    """Add what a release's own table has and an edition doesn't know.

    Operators close parts and never take them out, so what is missing is new. Of two
    models that are the usual one, the edition's stays so.
    """
    known, usual = parts(table), any(model.default for model in table.models)
    new = {part: value for part, value in parts(seed).items() if part not in known}
    if not new:
        return table
    for part, value in new.items():
        if part.sort is Sort.MODEL and usual:
            new[part] = replace(value, default=False)
    return build({**known, **new})
