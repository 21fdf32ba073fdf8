"""Bodies to judge, and small questions to ask of a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Protocol

from generations.capability import Cell, Verdict, seed_table, validate
from generations.errors import Problem

TABLE = seed_table()

GOOD: dict[str, Any] = {
    "kind": "text2video",
    "model": "v1.6",
    "mode": "std",
    "duration": 5,
    "prompt": "A fox crosses a frozen lake",
}


def judge(**changes: object) -> Verdict:
    """Judge the good body with some fields changed; None means left null."""
    return validate({**GOOD, **changes}, TABLE)


def accepted(**changes: object) -> dict[str, Any]:
    """Return the request that the good body, changed, becomes."""
    request = judge(**changes).request
    assert request is not None
    return request


def cell_of(model: str, mode: str | None, duration: int) -> Cell:
    """Return a cell of text2video that must be there."""
    return cell_at("text2video", model, mode, duration)


def cell_at(
    kind: str,
    model: str | None = None,
    mode: str | None = None,
    duration: int | None = None,
) -> Cell:
    """Return a cell of any kind that must be there."""
    cell = TABLE.cell(kind, model, mode, duration)
    assert cell is not None
    return cell


class Judged(Protocol):
    @property
    def problems(self) -> tuple[Problem, ...]: ...


def found(verdict: Judged) -> set[tuple[str, str]]:
    """Return what is wrong as (field, code) pairs."""
    return {(problem.field, problem.code) for problem in verdict.problems}


def only(verdict: Judged) -> Problem:
    """Return the one problem there is."""
    (problem,) = verdict.problems
    return problem


def applied(body: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Follow a remedy's `set`: dotted paths to new values, None leaves a field out."""
    result: dict[str, Any] = deepcopy(dict(body))
    for path, value in changes.items():
        *way, last = path.split(".")
        place: Any = result
        for name in way:
            if isinstance(place, list):
                place = place[int(name)]
            else:
                place[name] = place = place.get(name) or {}
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return result
