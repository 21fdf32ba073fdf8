"""How parts of the tables are written in the panel."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generations.capability import Cell, Feature, Key, Model, Price, State
from generations.capability.parts import Change, Part
from generations.capability.reading.report import label_of

STATES = {
    State.YES: gettext_lazy("offered"),
    State.NO: gettext_lazy("closed"),
    State.UNVERIFIED: gettext_lazy("not confirmed"),
    State.REFUSED: gettext_lazy("refused by the gateway"),
}
TONES = {
    State.YES: "succeeded",
    State.NO: "cancelled",
    State.UNVERIFIED: "attention",
    State.REFUSED: "failed",
}


class Told(NamedTuple):
    """A change in words."""

    what: str
    old: str
    new: str


def told(change: Change) -> Told:
    return Told(named(change.part), written(change.old), written(change.new))


def named(part: Part) -> str:
    """Return what a part is called, as in `text2video · v2.6 pro, 5 s · Sound`."""
    if part.key is None:
        return _("Model %(slug)s") % {"slug": part.name}
    words = [part.key.kind, *filter(None, [short(part.key)])]
    sorts = {"cell": _("offer"), "price": _("price"), "feature": label_of(part.name)}
    return " · ".join([*words, sorts[part.sort]])


def short(key: Key) -> str:
    """Return a cell's choices without its kind; empty for a kind that has none."""
    label = Cell(*key, state=State.NO).label
    return "" if label == key.kind else label


def written(value: Any) -> str:
    """Return a value of a part in words."""
    match value:
        case None:
            return "—"
        case Model():
            return (
                _("%(name)s, the usual one") % {"name": value.name}
                if (value.default)
                else value.name
            )
        case Price():
            return _price(value)
        case Feature():
            return _feature(value)
    return _state(value.state, value.reason)


def _state(state: State, reason: str | None) -> str:
    return f"{STATES[state]}: {reason}" if reason else str(STATES[state])


def _feature(feature: Feature) -> str:
    words = [_state(feature.state, feature.reason)]
    for said, names in ((_("not with"), feature.excludes), (_("with"), feature.needs)):
        if names:
            words.append(f"{said} {', '.join(map(label_of, names))}")
    return "; ".join(words)


def _price(price: Price) -> str:
    base = f"{price.base:.2f}"
    if price.per_seconds:
        every = {"base": base, "seconds": price.per_seconds}
        base = _("%(base)s for every started %(seconds)s s") % every
    extras = [f"{extra.label} +{extra.credits:.2f}" for extra in price.extras]
    return ", ".join([base, *extras])
