"""What an operator should know before new tables count, and no rule forbids."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from generations.capability import Table
from generations.capability.reading.fields import FIELDS
from generations.gateway import default_wire_name
from generations.models import AccountModel


def cautions(before: Table, after: Table) -> Iterator[str]:
    """Yield a sentence for each thing that is offered anew and can't be made yet."""
    open_before = {cell.key for cell in before.cells if cell.state.is_open}
    new = [c for c in after.cells if c.state.is_open and c.key not in open_before]
    for kind in dict.fromkeys(cell.kind for cell in new):
        if kind not in FIELDS:
            yield _("This release of the studio can't make %(kind)s.") % {"kind": kind}
    for kind, model in dict.fromkeys((cell.kind, cell.model or "") for cell in new):
        if model and not _has_a_name(kind, model):
            yield _(
                "No account says what %(model)s is called on the wire. Name it at "
                "Gateway, or what is asked of it will fail."
            ) % {"model": model}


def _has_a_name(kind: str, model: str) -> bool:
    try:
        return bool(default_wire_name(kind, model))
    except KeyError:
        named = AccountModel.objects.filter(model=model).exclude(wire_model_name="")
        return named.exists()
