"""What the gateway's free text about a failed task means, as data.

A failure after acceptance carries no code, only words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generations.models import Cause


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    cause: Cause
    text: str


CONTENT = Reason(
    "content_refused",
    Cause.CONTENT,
    "The gateway's content rules stopped it while it was made (it did not say which "
    "word). Nothing was charged. Change the prompt and try again.",
)
IMAGE = Reason(
    "image_refused",
    Cause.REQUEST,
    "The gateway could not use the picture: {words}. Nothing was charged. Choose "
    "another one.",
)
GATEWAY = Reason(
    "gateway_failed",
    Cause.GATEWAY,
    "The gateway could not finish it: {words}. Nothing was charged. You can try again.",
)

PATTERNS: tuple[tuple[re.Pattern[str], Reason], ...] = (
    (re.compile(r"risk|policy|safety|sensitive|violat|moderation", re.I), CONTENT),
    (re.compile(r"image|pixel|mask|picture", re.I), IMAGE),
)


def reason_of(words: str) -> Reason:
    """Return what kind of failure these words of the gateway speak of."""
    for pattern, reason in PATTERNS:
        if pattern.search(words):
            return reason
    return GATEWAY
