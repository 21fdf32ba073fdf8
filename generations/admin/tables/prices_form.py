"""Every price of the tables as one form, laid out by kind, model and length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext as _

from generations.capability import Cell, Key, Price, Table
from generations.capability.parts import Part, Sort

from .addresses import slug_of
from .forms import Proposal
from .price_fields import amount_field, extras_of
from .wording import short


class Line(NamedTuple):
    """One model and mode, or what an extra adds there: a field for each length."""

    label: str
    fields: list[BoundField | None]


class Kind(NamedTuple):
    """The columns are lengths, in words; prices that go by the second have one."""

    name: str
    columns: list[str]
    lines: list[Line]


class PricesForm(Proposal):
    """A field for each price: named for its cell, and for the extra where it is one."""

    def __init__(
        self, table: Table, *args: Any, may_change: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(table, *args, **kwargs)
        self.may_change = may_change
        for cell, price in self._priced():
            named = ", ".join(filter(None, (cell.kind, short(cell.key))))
            self._ask(slug_of(cell.key), named, price.base)
            for name, extra in extras_of(price):
                label = f"{named}, {extra.label}"
                self._ask(f"{slug_of(cell.key)}/{name}", label, extra.credits)

    @property
    def kinds(self) -> list[Kind]:
        names = dict.fromkeys(cell.kind for cell, _price in self._priced())
        return [self._kind(name) for name in names]

    def new_parts(self) -> dict[Part, Any]:
        return {
            Part(Sort.PRICE, cell.key): self._new(cell.key, price)
            for cell, price in self._priced()
        }

    def _priced(self) -> Iterator[tuple[Cell, Price]]:
        """Yield what is offered with its price."""
        for cell in self.table.cells:
            if cell.state.is_open:
                yield cell, self.table.prices[cell.key]

    def _ask(self, name: str, label: str, amount: Decimal) -> None:
        self.fields[name] = amount_field(label, amount)
        self.fields[name].disabled = not self.may_change
        self.fields[name].widget.attrs["aria-label"] = label

    def _kind(self, kind: str) -> Kind:
        lines: dict[str, dict[str, BoundField]] = {}
        columns: dict[str, None] = {}
        for cell, price in self._priced():
            if cell.kind == kind:
                column, slug = _column(cell, price), slug_of(cell.key)
                columns[column] = None
                name = cell.label.partition(",")[0]
                lines.setdefault(name, {})[column] = self[slug]
                for extra_name, extra in extras_of(price):
                    also = _("%(name)s, %(extra)s on top")
                    label = also % {"name": name, "extra": extra.label}
                    lines.setdefault(label, {})[column] = self[f"{slug}/{extra_name}"]
        aligned = [Line(n, [row.get(c) for c in columns]) for n, row in lines.items()]
        return Kind(kind, list(columns), aligned)

    def _new(self, key: Key, price: Price) -> Price:
        slug, values = slug_of(key), self.cleaned_data
        extras = [
            replace(extra, credits=values[f"{slug}/{name}"])
            for name, extra in extras_of(price)
        ]
        return replace(price, base=values[slug], extras=tuple(extras))


def _column(cell: Cell, price: Price) -> str:
    if price.per_seconds:
        return _("every started %(n)s s") % {"n": price.per_seconds}
    return f"{cell.duration} s" if cell.duration else _("each")
