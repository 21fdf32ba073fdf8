"""Where readers put what they find wrong, and how it becomes words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generations.capability.codes import RULES
from generations.capability.limits import NAMED
from generations.capability.reading.labels import label_of as label_of
from generations.capability.reading.shown import clean, shown
from generations.errors import Problem, Remedy

_LONGEST_NAME = 64
_NOTHING: Mapping[str, object] = {}


def listed(choices: Iterable[object], joint: str = "or") -> str:
    """Join choices as a person would: `16:9, 9:16 or 1:1`."""
    *most, last = [str(choice) for choice in choices] or ["nothing"]
    return f"{', '.join(most)} {joint} {last}" if most else last


class Report:
    """Collects problems, in the order in which they are found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(
        self,
        field: str,
        code: str,
        told: Mapping[str, object] = _NOTHING,
        *,
        way_out: str | None = None,
        change: Mapping[str, object] = _NOTHING,
        remedy: Remedy | None = None,
    ) -> None:
        """Add a problem in the words of its rule.

        `told` fills the rule's sentences; `way_out` replaces the rule's own; `change`
        is what following it sets; a whole `remedy` replaces both.
        """
        rule = RULES[code]
        words = {"field": field, "label": label_of(field), **told}
        out = rule.way_out if way_out is None else way_out
        if remedy is None and out:
            remedy = Remedy(out.format_map(words), change)
        detail = rule.detail.format_map(words)
        self.problems.append(Problem(field, code, detail, remedy))

    def take(self, aside: Report, field: str) -> None:
        """Add the problems of another report, the first twenty by name."""
        self.problems += aside.problems[:NAMED]
        over = len(aside.problems) - NAMED
        if over > 0:
            self.add(field, "and_more", {"count": over})

    def wrong_type(self, field: str, value: object, takes: str) -> None:
        self.add(field, "wrong_type", {"given": shown(value), "takes": takes})


def path(parent: str, name: str) -> str:
    """Return the dotted path of a name that a stranger chose, capped and printable."""
    return f"{parent}.{clean(name, _LONGEST_NAME)}" if parent else clean(name)
