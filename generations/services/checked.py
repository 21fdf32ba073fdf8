"""One request, judged for one person: pages, API, quotes and batches all start here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from generations import wiring
from generations.capability import Verdict, validate
from generations.errors import Problem

from . import history
from .fingerprints import fingerprint
from .history import Expected
from .materials import OwnMaterials
from .needs import Needs, needs_of
from .sources import NOWHERE, Source, source_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What a body asks for, or everything that is wrong with it.

    All but `verdict` and `problems` is there only where there are no problems.
    """

    owner_id: UUID
    verdict: Verdict
    source: Source = NOWHERE

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.verdict.problems

    @property
    def request(self) -> Mapping[str, Any]:
        if self.verdict.request is None:
            raise LookupError("a request with problems was used")
        return self.verdict.request

    @property
    def price(self) -> Decimal:
        if self.verdict.price is None:
            raise LookupError("a request without a price was used")
        return self.verdict.price

    @property
    def cell(self) -> history.Cell:
        """The cell by which its row is known, and its history."""
        cell = self.verdict.cell
        if cell is None:
            raise LookupError("a request without a cell was used")
        model = cell.model or self.source.model
        return cell.kind, model, cell.mode or "", cell.duration

    @property
    def expected(self) -> Expected:
        return history.expected(self.cell)

    @property
    def needs(self) -> Needs:
        return needs_of(self.cell[0], self.source.account_id, self.source.video_id)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.request)


def check(owner_id: UUID, body: object) -> Checked:
    """Judge a body of POST generations/, writing nothing."""
    verdict = validate(body, wiring.table(), OwnMaterials(owner_id))
    if verdict.problems or verdict.request is None:
        return Checked(owner_id, verdict)
    return Checked(owner_id, verdict, source_of(owner_id, verdict))
