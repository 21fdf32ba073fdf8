"""The room of what is offered: every cell with its state and what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from generations.capability import Cell, Model, State, Table
from generations.capability.reading.report import label_of

from .addresses import cell_address
from .wording import STATES, TONES, short


class Takes(NamedTuple):
    """The fields of one state, listed."""

    state: str
    tone: str
    names: str


class Line(NamedTuple):
    """One cell in words."""

    label: str
    address: str
    state: str
    tone: str
    reason: str
    price: str
    takes: list[Takes]


class Kind(NamedTuple):
    name: str
    lines: list[Line]


class Refused(NamedTuple):
    """Something that the gateway refused, and the two things to do about it."""

    what: str
    reason: str
    open_address: str
    shut_address: str


class Named(NamedTuple):
    """A model in words."""

    slug: str
    name: str
    state: str
    tone: str
    usual: bool


def kinds(table: Table) -> list[Kind]:
    order = list(dict.fromkeys(cell.kind for cell in table.cells))
    cells = sorted(table.cells, key=lambda cell: order.index(cell.kind))
    by_kind = groupby(cells, key=lambda cell: cell.kind)
    return [
        Kind(name, [_line(table, cell) for cell in found]) for name, found in by_kind
    ]


def models(table: Table) -> list[Named]:
    return [_named(table, model) for model in table.models]


def refused(table: Table) -> list[Refused]:
    """Return what stands closed by the gateway's own answer, until somebody decides."""
    return [each for cell in table.cells for each in _refused_of(cell)]


def counts(table: Table) -> list[tuple[str, int]]:
    """Return how many cells stand at each state."""
    states = [cell.state for cell in table.cells]
    return [(str(STATES[state]).capitalize(), states.count(state)) for state in State]


def _named(table: Table, model: Model) -> Named:
    state = table.state_of(model)
    words = str(STATES[state]), TONES[state]
    return Named(model.slug, model.name, *words, model.default)


def _line(table: Table, cell: Cell) -> Line:
    price = table.prices.get(cell.key)
    shown = f"{price.base:.2f}" if price and cell.state.is_open else "—"
    return Line(
        short(cell.key) or cell.kind,
        cell_address(cell.key),
        str(STATES[cell.state]),
        TONES[cell.state],
        cell.reason or "",
        shown,
        list(_takes(cell)),
    )


def _takes(cell: Cell) -> Iterator[Takes]:
    for state in State:
        found = [n for n, feature in cell.features.items() if feature.state is state]
        if found and cell.state.is_open:
            names = ", ".join(label_of(name) for name in found)
            yield Takes(str(STATES[state]), TONES[state], names)


def _refused_of(cell: Cell) -> Iterator[Refused]:
    if cell.state is State.REFUSED:
        yield _refused(cell, "cell", _("the whole offer"), cell.reason)
    for name, feature in cell.features.items():
        if feature.state is State.REFUSED:
            yield _refused(cell, name, label_of(name), feature.reason)


def _refused(cell: Cell, name: str, label: str, reason: str | None) -> Refused:
    what = " · ".join([cell.kind, *filter(None, [short(cell.key)]), label])
    addresses = (cell_address(cell.key, **{to: name}) for to in ("open", "shut"))
    return Refused(what, reason or "", *addresses)


def context(table: Table) -> dict[str, Any]:
    """Return what the room shows."""
    return {
        "title": _("What is offered"),
        "counts": counts(table),
        "refused": refused(table),
        "models": models(table),
        "kinds": kinds(table),
    }
