"""What the tables are made of: models, cells, features, prices.

A cell is one (kind, model, mode, duration) and says whether the gateway makes it and
which optional fields it takes. Nothing here names a model, so one more is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import NamedTuple


class State(StrEnum):
    """Whether something is offered."""

    YES = "yes"
    NO = "no"
    #: Described by the gateway, never yet proven. A refusal costs nothing.
    UNVERIFIED = "unverified"
    #: Was unverified until the gateway refused just this (1201).
    REFUSED = "refused"

    @property
    def is_open(self) -> bool:
        return self in (State.YES, State.UNVERIFIED)


class Key(NamedTuple):
    """The four choices that name a cell; None where a kind has no such choice."""

    kind: str
    model: str | None
    mode: str | None
    duration: int | None


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its stable slug; wire names belong to gateway accounts."""

    slug: str
    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """Whether a cell takes an optional field.

    `reason` is a whole sentence for everything but a plain yes. `excludes` names the
    fields that cannot be used together with it, `needs` those that it is not used
    without.
    """

    state: State
    reason: str | None = None
    excludes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


#: What a cell says of an optional field that it does not list.
UNLISTED = Feature(State.NO, "Nothing is known of it here.")


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination, its state, and the optional fields it takes."""

    kind: str
    model: str | None
    mode: str | None
    duration: int | None
    state: State
    reason: str | None = None
    features: Mapping[str, Feature] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return Key(self.kind, self.model, self.mode, self.duration)

    @property
    def label(self) -> str:
        """Name the choices for a person, as in `v2.6 pro, 5 s`."""
        name = " ".join(part for part in (self.model, self.mode) if part)
        length = f"{self.duration} s" if self.duration else ""
        return ", ".join(part for part in (name, length) if part) or self.kind

    def feature(self, name: str) -> Feature:
        return self.features.get(name, UNLISTED)

    def takes(self, name: str) -> bool:
        return self.feature(name).state.is_open


@dataclass(frozen=True, slots=True)
class Extra:
    """Credits added when `field` has `value`."""

    field: str
    value: object
    label: str
    credits: Decimal

    def applies_to(self, values: Mapping[str, object]) -> bool:
        return values.get(self.field) == self.value


@dataclass(frozen=True, slots=True)
class Price:
    """What a cell costs, in credits of two decimals.

    `base` is for the whole clip, or for every started `per_seconds` of it.
    """

    base: Decimal
    extras: tuple[Extra, ...] = ()
    per_seconds: int | None = None

    @property
    def is_sound(self) -> bool:
        """Say whether every part is an amount that a ledger can hold."""
        if self.per_seconds is not None and self.per_seconds < 1:
            return False
        parts = (self.base, *(extra.credits for extra in self.extras))
        return all(p.is_finite() and p >= 0 and p == round(p, 2) for p in parts)

    def stretches(self, seconds: Decimal | None) -> int:
        """Return how often `base` is paid for a clip; once while its length is open.

        Whole seconds count: a clip of 5 s measures 5.041 s, and costs no second part.
        """
        if self.per_seconds is None or seconds is None:
            return 1
        return max(1, ceil(round(seconds) / self.per_seconds))
