from __future__ import annotations

from generations.errors import GenerationError
from generations.models import FINAL, Generation, State

from .accept import Job, prepare


class NotRetryable(GenerationError):
    """There is nothing to try again."""

    code = "not_retryable"


def prepare_retry(generation: Generation) -> Job:
    """Ask for the same again, as a new purchase at today's price.

    Raises `NotRetryable` for what may still come to something or already did, and
    what `prepare` raises.
    """
    if generation.state not in FINAL - {State.SUCCEEDED}:
        raise NotRetryable(
            "Only a failed or cancelled generation can be retried; this one is "
            f"{generation.state}. Send its request again to make another."
        )
    extras = {"title": generation.title, "metadata": generation.metadata}
    body = {**generation.request, **{k: v for k, v in extras.items() if v}}
    return prepare(generation.owner_id, body, retry_of=generation)
