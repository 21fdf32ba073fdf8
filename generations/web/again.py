"""Asking for the same again: what it costs today, and once for each press."""

from __future__ import annotations

import re
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from generations.errors import GenerationError, PriceChanged
from generations.models import Generation
from generations.services.accept import take
from generations.services.checked import check
from generations.services.fingerprints import fingerprint
from generations.services.idempotency import Made, once
from generations.services.retry import prepare_retry

from .forms import LONGEST_KEY, kept, new_key

PRICE = re.compile(r"\d{1,9}\.\d\d")


def price_today(job: Generation) -> str:
    """Return what a job would cost now; empty where it is not to be had any more."""
    checked = check(job.owner_id, job.request)
    return "" if checked.problems else f"{checked.price:.2f}"


def ask_again(job: Generation, told: QueryDict) -> Made:
    """Retry for no more than the price on the button that was pressed.

    Raises what `prepare_retry` and `take` raise. A form without a price that can be
    read agreed to none, and is refused as one whose price has changed.
    """
    key = kept(told.get("key", ""))[:LONGEST_KEY] or new_key()
    agreed = told.get("max_credits", "")
    if not PRICE.fullmatch(agreed):
        raise PriceChanged(None)
    return once(
        job.owner_id,
        f"page:{key}",
        fingerprint(["retry", str(job.pk)]),
        prepare=lambda: prepare_retry(job, max_credits=Decimal(agreed)),
        make=lambda ready: Made("generation", str(take(ready).pk), 201),
    )


def said_of(refusal: GenerationError) -> str:
    """Return why a retry was refused, and what to do about it."""
    if isinstance(refusal, PriceChanged):
        return _("The price has changed. Look at it, and press Retry again.")
    problems = [problem.detail for problem in refusal.problems]
    return " ".join(problems) or refusal.detail
