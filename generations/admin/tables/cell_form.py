"""One cell as a form: whether it is offered, what it costs, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generations.capability import Cell, Price, State, Table
from generations.capability.editions.reading import REASON
from generations.capability.parts import Part, Sort
from generations.capability.reading.report import label_of

from .forms import Proposal, unexplained
from .price_fields import amount_field, extras_of
from .wording import STATES

WHOLE = "cell"
OPENED = gettext_lazy(
    "The studio opened it again; nobody has proven it yet. If the gateway refuses, "
    "nothing is charged."
)
CHOICES = [(state.value, STATES[state]) for state in State]


class Row(NamedTuple):
    """An offer's two fields, and its name."""

    label: str
    state: BoundField
    reason: BoundField


class CellForm(Proposal):
    """A state and a reason for the whole cell and for each feature, and its amounts.

    `asked` is a link's wish: `open` names what to open again, `shut` what to close.
    """

    def __init__(
        self, table: Table, cell: Cell, *args: Any, asked: Mapping[str, str], **kw: Any
    ) -> None:
        super().__init__(table, *args, **kw)
        self.cell, self.price = cell, table.prices.get(cell.key)
        self._offer(WHOLE, cell.state, cell.reason, asked)
        for name, feature in cell.features.items():
            self._offer(name, feature.state, feature.reason, asked)
        base = self.price.base if self.price else None
        self.fields["base"] = amount_field(_("Price"), base)
        for name, extra in extras_of(self.price):
            self.fields[name] = amount_field(extra.label, extra.credits)

    @property
    def whole(self) -> Row:
        return self._row(WHOLE, _("The whole offer"))

    @property
    def features(self) -> list[Row]:
        return [self._row(name, label_of(name)) for name in self.cell.features]

    @property
    def amounts(self) -> list[BoundField]:
        names = ["base", *(name for name, _extra in extras_of(self.price))]
        return [self[name] for name in names]

    def new_parts(self) -> dict[Part, Any]:
        key, values = self.cell.key, self.cleaned_data
        whole = replace(self.cell, features={})
        found = {Part(Sort.CELL, key): self._said(whole, WHOLE)}
        for name, feature in self.cell.features.items():
            found[Part(Sort.FEATURE, key, name)] = self._said(feature, name)
        if values["base"] is not None:
            found[Part(Sort.PRICE, key)] = self._priced()
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse to close something without saying why."""
        values = super().clean()
        if not self.errors and (told := unexplained(self.found())):
            raise ValidationError(told)
        return values

    def _offer(
        self, name: str, state: State, reason: str | None, asked: Mapping[str, str]
    ) -> None:
        """Add an offer's fields; a link may ask for it to be opened, or kept closed."""
        if asked.get("open") == name:
            state, reason = State.UNVERIFIED, str(OPENED)
        elif asked.get("shut") == name:
            state = State.NO
        select = forms.Select(attrs={"class": "panel-input"})
        self.fields[f"{name}-state"] = forms.ChoiceField(
            label=_("State"), choices=CHOICES, initial=state.value, widget=select
        )
        self.fields[f"{name}-reason"] = forms.CharField(
            label=_("Reason"),
            initial=reason,
            required=False,
            max_length=REASON,
            widget=forms.TextInput(attrs={"class": "panel-input"}),
        )

    def _row(self, name: str, label: str) -> Row:
        return Row(label, self[f"{name}-state"], self[f"{name}-reason"])

    def _said(self, offer: Any, name: str) -> Any:
        state = State(self.cleaned_data[f"{name}-state"])
        return replace(
            offer, state=state, reason=self.cleaned_data[f"{name}-reason"] or None
        )

    def _priced(self) -> Price:
        price = self.price or Price(self.cleaned_data["base"])
        extras = [
            replace(extra, credits=self.cleaned_data[name])
            for name, extra in extras_of(self.price)
        ]
        return replace(price, base=self.cleaned_data["base"], extras=tuple(extras))
