"""Which clips of the gallery are asked for."""

from __future__ import annotations

from generations.capability.reading.fields import KINDS
from generations.capability.reading.report import Report
from generations.errors import Problem, Remedy

from . import query


def _later(report: Report, name: str, text: str) -> None:
    """Refuse a collection: there are none yet."""
    detail = "Collections open with a later version of this studio."
    out = Remedy("Leave it out.", {name: None})
    report.problems.append(Problem(name, "not_offered_yet", detail, out))


FILTERS: query.Parameters = {
    "search": query.text,
    "kind": query.words(KINDS),
    "model": query.words(),
    "favourite": query.flag,
    "collection": query.Reader(_later, {"type": "string"}),
    "trashed": query.flag,
    "created_after": query.moment,
    "created_before": query.moment,
}
