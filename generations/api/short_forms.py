"""Short forms: addresses that say themselves what a request is about."""

from __future__ import annotations

from typing import Any

from generations.capability.reading.report import Report
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.errors import ValidationFailed


def whole_form(body: object, **said: Any) -> object:
    """Return the body of `POST generations/` that a short one stands for.

    `said` is what the address says already: a body that says it again is refused.
    """
    if not isinstance(body, dict):
        return body
    again = {name: body[name] for name in said if name in body}
    if again:
        report = Report()
        refuse_strangers(report, Place("", "this call", ()), again)
        raise ValidationFailed(report.problems)
    return {**body, **said}
