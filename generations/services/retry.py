from __future__ import annotations

from decimal import Decimal

from generations import wiring
from generations.errors import GenerationError, SandboxMismatch
from generations.models import FINAL, Generation, State

from .accept import Job, prepare


class NotRetryable(GenerationError):
    """There is nothing to try again."""

    code = "not_retryable"


def prepare_retry(generation: Generation, *, max_credits: Decimal | None = None) -> Job:
    """Ask for the same again, as a new purchase at today's price.

    With `max_credits`, a higher price is not agreed to. Raises `NotRetryable` for what
    may still come to something or already did, `SandboxMismatch` for what was made in
    the other realm, and what `prepare` raises.
    """
    if generation.sandbox != wiring.sandbox():
        raise SandboxMismatch
    if generation.state not in FINAL - {State.SUCCEEDED}:
        raise NotRetryable(
            "Only a failed or cancelled generation can be retried; this one is "
            f"{generation.state}. Send its request again to make another."
        )
    extras: dict[str, object] = {
        "title": generation.title,
        "metadata": generation.metadata,
        "max_credits": None if max_credits is None else str(max_credits),
    }
    body = {**generation.request, **{k: v for k, v in extras.items() if v}}
    return prepare(generation.owner_id, body, retry_of=generation)
