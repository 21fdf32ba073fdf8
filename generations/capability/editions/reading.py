"""From JSON values to a table: every mistake told at once, where it stands."""

from __future__ import annotations

from typing import NamedTuple

from generations.capability.cells import (
    Cell,
    Extra,
    Feature,
    Key,
    Model,
    Price,
    State,
)
from generations.capability.editions.places import Log, Place
from generations.capability.table import Table

#: As long as the columns of a request are.
KIND, MODEL, MODE = 24, 40, 8
NAME, REASON = 80, 500
LONGEST = 600
"""Seconds that any clip or stretch of one may have."""

STATES = [state.value for state in State]


class Unreadable(ValueError):
    """A document that is no table; `problems` say all that is wrong, in words."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Found(NamedTuple):
    """A table, and the names in its document that mean nothing here."""

    table: Table
    strangers: tuple[str, ...]


def read(document: object) -> Found:
    """Read a document back. Raises `Unreadable` with every problem.

    Names that nobody knows are told apart: an older release reads what a newer one
    wrote, while an operator is told of a slip of the pen.
    """
    log = Log()
    models, cells = Place(document, "", log).fields("models", "cells")
    if not isinstance(document, dict):
        raise Unreadable(("A table is one object with models and cells.",))
    found = [_cell(place) for place in cells.entries()]
    prices = {cell.key: price for cell, price in found if price}
    read_models = tuple(_model(place) for place in models.entries())
    if len({model.slug for model in read_models}) < len(read_models):
        log.problems.append("models has the same slug twice.")
    if log.problems:
        raise Unreadable(tuple(log.problems))
    try:
        table = Table(read_models, tuple(cell for cell, _ in found), prices)
    except ValueError as error:
        raise Unreadable((f"{error}.",)) from None
    return Found(table, tuple(log.strangers))


def _model(place: Place) -> Model:
    slug, name, default = place.fields("slug", "name", "default")
    return Model(slug.word(MODEL), name.text(NAME), default.flag())


def _cell(place: Place) -> tuple[Cell, Price | None]:
    kind, model, mode, duration, state, reason, price, features = place.fields(
        *Key._fields, "state", "reason", "price", "features"
    )
    cell = Cell(
        kind=kind.word(KIND),
        model=None if model.value is None else model.word(MODEL),
        mode=None if mode.value is None else mode.word(MODE),
        duration=None if duration.value is None else duration.whole(1, LONGEST),
        state=State(state.choice(STATES)),
        reason=_reason(reason),
        features=dict(_feature(*each) for each in features.named()),
    )
    return cell, None if price.value is None else _price(price)


def _reason(place: Place) -> str | None:
    return None if place.value is None else place.text(REASON)


def _feature(name: Place, place: Place) -> tuple[str, Feature]:
    state, reason, excludes, needs = place.fields(
        "state", "reason", "excludes", "needs"
    )
    return name.word(NAME), Feature(
        State(state.choice(STATES)), _reason(reason), _names(excludes), _names(needs)
    )


def _names(place: Place) -> tuple[str, ...]:
    return tuple(each.word(NAME) for each in place.entries(may_lack=True))


def _price(place: Place) -> Price:
    base, per_seconds, extras = place.fields("base", "per_seconds", "extras")
    every = None if per_seconds.value is None else per_seconds.whole(1, LONGEST)
    found = tuple(_extra(each) for each in extras.entries(may_lack=True))
    return Price(base.amount(), found, every)


def _extra(place: Place) -> Extra:
    field, value, label, credits = place.fields("field", "value", "label", "credits")
    return Extra(field.word(NAME), value.scalar(), label.text(NAME), credits.amount())
