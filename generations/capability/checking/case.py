"""One request under judgement, and what becomes known of it on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generations.capability.cells import Cell
from generations.capability.materials import Materials
from generations.capability.reading.report import Report
from generations.capability.table import Table
from generations.capability.things import Things


@dataclass(frozen=True, slots=True)
class Case:
    """`body` is what was sent, `values` what could be read of it."""

    report: Report
    table: Table
    cell: Cell | None
    body: Mapping[str, object]
    values: Mapping[str, object]
    things: Things
    materials: Materials

    def says(self, name: str) -> bool:
        """Say whether a field was given at all, readable or not."""
        return self.body.get(name) is not None


@dataclass(frozen=True, slots=True)
class Settled:
    """What the objects decide: values nobody gave, the clip at the root, its length.

    `seconds` is the length that a price goes by, where one does.
    """

    defaults: Mapping[str, object] = field(default_factory=dict)
    source_clip: str | None = None
    seconds: Decimal | None = None
