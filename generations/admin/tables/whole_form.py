"""The whole tables as JSON: how a model or a length that is new becomes data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generations.capability import Table, seed_table
from generations.capability.editions import Unreadable, as_document, read
from generations.capability.parts import Sort, changes, parts

from .forms import Proposal, unexplained
from .wording import named

LARGEST = 2_000_000
MOST_TOLD = 20


class WholeForm(Proposal):
    document = forms.CharField(
        label=gettext_lazy("Models and cells"),
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(
            attrs={"class": "panel-input panel-mono", "rows": 32, "spellcheck": "false"}
        ),
    )

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(table, *args, **kwargs)
        written = json.dumps(as_document(table), indent=2, ensure_ascii=False)
        self.fields["document"].initial = written

    def clean_document(self) -> str:
        """Read the tables, and tell every mistake in them."""
        text: str = self.cleaned_data["document"]
        try:
            found = read(json.loads(text))
        except json.JSONDecodeError as error:
            where = {"line": error.lineno, "column": error.colno, "what": error.msg}
            told = _("Line %(line)s, column %(column)s: %(what)s.") % where
            raise ValidationError(told) from None
        except Unreadable as error:
            raise ValidationError(list(error.problems[:MOST_TOLD])) from None
        except (ValueError, RecursionError):
            raise ValidationError(_("That can't be read as JSON.")) from None
        strange = [_("%s means nothing here.") % name for name in found.strangers]
        objections = [*strange, *self._objections(found.table)]
        if objections:
            raise ValidationError(objections[:MOST_TOLD])
        self.proposed = found.table
        return text

    def clean(self) -> dict[str, Any]:
        """Take the tables as they were read."""
        return self.cleaned_data

    def _objections(self, table: Table) -> Iterator[str]:
        """Say what is right in itself, but not in place of the tables of now."""
        kept = parts(table)
        for part in parts(seed_table()):
            if part not in kept and part.sort is not Sort.PRICE:
                yield _("%s is missing. Close it instead.") % named(part)
        yield from unexplained(changes(self.table, table))
