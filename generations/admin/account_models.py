"""How an account calls each model, as its page tells it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from generations.models import GatewayAccount

from .account_deeds import models_of
from .words import at


class Told(NamedTuple):
    """One model in words; `tone` colours its state."""

    slug: str
    path: str
    name: str
    state: str
    tone: str


def account_models(account: GatewayAccount, *, may_see_paths: bool) -> list[Told]:
    """Return every model of the table as this account has it."""
    kept = {each.model: each for each in account.models.all()}
    now, told = timezone.now(), []
    for slug in models_of(account):
        row = kept.get(slug)
        path = row.endpoint_path if row else ""
        hidden = _("its own") if path and not may_see_paths else path
        name = row.wire_model_name if row else ""
        state, tone = _("open"), "succeeded"
        if row and row.closed_until and row.closed_until > now:
            until = {"until": at(row.closed_until), "why": row.closed_reason}
            state, tone = _("closed until %(until)s: %(why)s") % until, "failed"
        usual = _("as on the gateway's page")
        told.append(
            Told(slug, hidden or _("the account's"), name or usual, state, tone)
        )
    return told
