"""The ends that are not a clip: failed, cancelled, or shelved for a person."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from generations import pacing, wiring
from generations.models import Cause, Charged, Generation, State


def fail(
    generation: Generation,
    *,
    code: str,
    text: str,
    cause: Cause,
    charged: Charged = Charged.NO,
) -> None:
    """End a generation without a clip; what was held for it is given back."""
    generation.move(
        State.FAILED, **_reason(code=code, text=text, cause=cause, charged=charged)
    )


def shelve(generation: Generation, *, code: str, text: str, cause: Cause) -> None:
    """Put a generation on the shelf for a person, its credits still held.

    It is looked at again now and then, so what heals by itself is taken up.
    """
    look = timedelta(seconds=wiring.pace().scaled(pacing.ATTENTION_LOOK))
    generation.move(
        State.ATTENTION,
        next_action_at=timezone.now() + look,
        deadline_at=None,
        **_reason(code=code, text=text, cause=cause, charged=Charged.UNKNOWN),
    )


def _reason(*, code: str, text: str, cause: Cause, charged: Charged) -> dict[str, str]:
    return {
        "reason_code": code,
        "reason_text": text[:1000],
        "reason_cause": cause,
        "reason_charged": charged,
    }


NO_REASON = {
    "reason_code": "",
    "reason_text": "",
    "reason_cause": "",
    "reason_charged": "",
}
"""What a row says of itself once nothing is wrong any more."""
