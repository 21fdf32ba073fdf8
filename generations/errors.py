"""Refusals that a person may read, and the problems they are made of.

`code`s are stable and never translated; texts may be. Nothing here knows HTTP: a
door turns a `GenerationError` into its own kind of answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way out of a problem.

    `set` maps dotted fields of the request to new values; None means "leave the
    field out". `credits` is what following it changes in the price, when known.
    """

    text: str
    set: Mapping[str, object] = field(default_factory=dict)
    credits: Decimal | None = None

    def as_json(self) -> dict[str, object]:
        """Return the `remedy` shape of the public interface."""
        change = None if self.credits is None else f"{self.credits:.2f}"
        return {"text": self.text, "set": dict(self.set), "credits": change}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a request; `field` is a dotted path or `non_field`."""

    field: str
    code: str
    detail: str
    remedy: Remedy | None = None

    def as_json(self) -> dict[str, object]:
        """Return the `item` shape of the public interface."""
        remedy = self.remedy and self.remedy.as_json()
        return {
            "field": self.field,
            "code": self.code,
            "detail": self.detail,
            "remedy": remedy,
        }


class GenerationError(Exception):
    """A refusal whose `detail` a person may read.

    `retry_after` is in how many seconds it may work, where waiting helps.
    """

    code = "refused"
    retry_after: int | None = None

    def __init__(self, detail: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return self.detail


class ValidationFailed(GenerationError):
    """The request breaks rules; every one of them is in `problems`."""

    code = "validation"

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        detail = f"The request has {count}. Nothing was created or held."
        super().__init__(detail, problems)


class InsufficientCredits(GenerationError):
    """The price is more than the person has left."""

    code = "insufficient_credits"

    def __init__(self, needed: Decimal, available: Decimal) -> None:
        super().__init__(
            f"You need {needed:.2f} credits, you have {available:.2f}. "
            "Nothing was created or held."
        )
        self.needed = needed
        self.available = available


class NotCancellable(GenerationError):
    """Too late to stop it; `reason` is a whole sentence saying why."""

    code = "not_cancellable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PriceChanged(GenerationError):
    """The price agreed to no longer holds; `quote` is the new one, in any form."""

    code = "price_changed"

    def __init__(self, quote: object) -> None:
        super().__init__(
            "The price is no longer the one you agreed to. Nothing was created or "
            "held. Look at the new quote and send again."
        )
        self.quote = quote


class TooManyWaiting(GenerationError):
    """The person already has as many requests waiting as one may have."""

    code = "too_many_waiting"
    retry_after = 30

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"One person may have {limit:,} requests waiting. "
            "Send more when some have started. Nothing was created or held."
        )
        self.limit = limit


class SandboxMismatch(GenerationError):
    """Something made in the sandbox was to be used on a live account, or back."""

    code = "sandbox_mismatch"

    def __init__(self) -> None:
        super().__init__(
            "Sandbox and live work do not mix: what one made, the other cannot take. "
            "Nothing was created or held."
        )


class IdempotencyMismatch(GenerationError):
    """An Idempotency-Key came back with another body."""

    code = "idempotency_mismatch"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was already used with another body. "
            "Send the first body again, or choose a new key."
        )
