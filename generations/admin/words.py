"""How things are written in the panel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from generations import wiring
from generations.models import State

GIB = 2**30
MINUTE = 60

COLOURS = {
    State.QUEUED: "info",
    State.SUBMITTING: "primary",
    State.RUNNING: "primary",
    State.SAVING: "primary",
    State.UNCONFIRMED: "warning",
    State.ATTENTION: "warning",
    State.SUCCEEDED: "success",
    State.FAILED: "danger",
    State.CANCELLED: "default",
}


def link(url: str, text: object) -> str:
    return format_html('<a class="panel-link" href="{}">{}</a>', url, text)


def row_address(row: Model) -> str:
    return address_of(type(row), row.pk)


def address_of(model: type[Model], pk: object) -> str:
    """Return where the panel shows one row."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[pk])


def list_address(model: type[Model], **filters: Any) -> str:
    """Return where the panel lists rows, filtered."""
    meta = model._meta
    path = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return f"{path}?{urlencode(filters)}" if filters else path


def credits(amount: Decimal | None) -> str:
    return "0.00" if amount is None else f"{amount:,.2f}"


def realm(sandbox: bool) -> str:
    return _("rehearsal") if sandbox else _("live")


def ago(moment: datetime | None) -> str:
    """Return how long ago something was, in the largest unit that tells."""
    if moment is None:
        return "—"
    now = timezone.now()
    seconds = round((now - moment).total_seconds())
    if seconds < MINUTE:
        return _("%(seconds)s s ago") % {"seconds": max(0, seconds)}
    return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}


def at(moment: datetime | None) -> str:
    """Return a moment to the second, in the studio's time zone."""
    if moment is None:
        return "—"
    return date_format(timezone.localtime(moment), "j M Y, H:i:s")


def gibibytes(size: int) -> str:
    return f"{size / GIB:,.1f} GiB"


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def hider() -> Callable[[str], str]:
    """Return what strikes the gateway's keys out of texts.

    The client does so as well, with what it sent; what it missed ends here.
    """
    secrets = sorted(wiring.gateway_secrets(), key=len, reverse=True)

    def without_keys(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, "[key]")
        return text

    return without_keys
