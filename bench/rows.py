"""What a benchmark found, held against its goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Figures = Mapping[str, float | int | str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. A row without bounds only tells; it can't miss.

    `figures` are what the value was made of, for whoever doubts it.
    """

    benchmark: str
    what: str
    value: float
    unit: str = "x"
    at_most: float | None = None
    at_least: float | None = None
    figures: Figures = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Say `meets` or `misses`, or nothing where there is no goal."""
        if self.at_most is None and self.at_least is None:
            return ""
        low = self.at_least is None or self.value >= self.at_least
        high = self.at_most is None or self.value <= self.at_most
        return "meets" if low and high else "misses"

    @property
    def goal(self) -> str:
        if self.at_least is not None and self.at_most is not None:
            return f"{self.at_least:g}-{self.at_most:g}"
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return "" if self.at_least is None else f">= {self.at_least:g}"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "goal": self.goal, "verdict": self.verdict}


def row_of(json: Mapping[str, Any]) -> Row:
    """Return the row that `as_json` wrote."""
    told = {k: v for k, v in json.items() if k not in ("goal", "verdict")}
    return Row(**told)


def table(rows: list[Row]) -> str:
    """Return the rows as lines of columns."""
    cells = [("benchmark", "what", "found", "goal", "")]
    cells += [
        (row.benchmark, row.what, f"{row.value:.3g} {row.unit}", row.goal, row.verdict)
        for row in rows
    ]
    widths = [max(len(line[at]) for line in cells) for at in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in cells
    )
