"""Forms whose values say what the tables should be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from generations.capability import Table
from generations.capability.parts import Change, Part, Sort, build, changes, parts

from .wording import named

LONGEST_NOTE = 300


class Proposal(forms.Form):
    """A form that proposes other tables than `table`, those that it was filled from.

    `of` names the edition in force then: others may have made one since, and what they
    changed and this does not is left to them.
    """

    of = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def new_parts(self) -> dict[Part, Any]:
        """Return the parts that the values stand for, and no others."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Build the tables that are proposed, or say why no tables can be so."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.proposed = build(parts(self.table) | self.new_parts())
            except ValueError as error:
                raise ValidationError(_("That can't be: %s.") % error) from None
        return values

    def found(self) -> tuple[Change, ...]:
        """Return what would change. The form must be valid."""
        return changes(self.table, self.proposed)


class Instead(Proposal):
    """Proposes tables that are there already: an edition's, or the release's own."""

    def __init__(self, table: Table, proposed: Table) -> None:
        super().__init__(table, {})
        self.proposed = proposed

    def clean(self) -> dict[str, Any]:
        """Take what was proposed as it is."""
        return {}


class ConfirmForm(forms.Form):
    """Asks for the note of the new edition. `seen` is the newest one at the preview."""

    prefix = "confirm"
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy("Why, for whoever reads the history. Under your name."),
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Starts"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "panel-input"},
            format="%Y-%m-%dT%H:%M",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = {"zone": get_current_timezone_name()}
        self.fields["starts_at"].help_text = _("Empty: at once. In %(zone)s.") % zone


def unexplained(found: Iterable[Change]) -> list[str]:
    """Return what is wrong with changes that close something without saying why."""
    told = []
    for change in found:
        is_offer = change.new and change.part.sort in (Sort.CELL, Sort.FEATURE)
        if is_offer and change.new.state != "yes" and not change.new.reason:
            told.append(_("%s: say why, in a sentence.") % named(change.part))
    return told
