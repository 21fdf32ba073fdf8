"""What a call to the gateway can end in, other than an answer.

Every error carries the gateway's own words and numbers and nothing else: never the
request, its headers, the key or a body. They may be logged, pickled and shown.
"""

from __future__ import annotations

from typing import Any, Literal

MESSAGE_LENGTH = 500


class GatewayError(Exception):
    """The gateway did not do what was asked; the subclass says what that means."""

    def __init__(
        self,
        message: str = "",
        *,
        code: int | None = None,
        http_status: int | None = None,
        request_id: str | None = None,
    ) -> None:
        self.message = message[:MESSAGE_LENGTH]
        self.code = code
        self.http_status = http_status
        self.request_id = request_id
        super().__init__(self.message)

    def __str__(self) -> str:
        facts = {
            "code": self.code,
            "HTTP": self.http_status,
            "request": self.request_id,
        }
        known = ", ".join(
            f"{name} {it}" for name, it in facts.items() if it is not None
        )
        return f"{self.message} ({known})" if known else self.message


class NotSent(GatewayError):
    """No byte of the request left this machine: sending again is safe."""


class Ambiguous(GatewayError):
    """The task may or may not exist. Never send again before looking it up."""


class Duplicate(Ambiguous):
    """The gateway knows our own id already: look the task up and adopt it."""


class Refused(GatewayError):
    """Definitely not taken, and never will be as it stands."""

    def __init__(
        self,
        message: str = "",
        *,
        cause: Literal["request", "content"] = "request",
        **facts: Any,
    ) -> None:
        super().__init__(message, **facts)
        self.cause = cause


class Busy(GatewayError):
    """Definitely not taken for now: no slot is free, or calls come too fast."""

    def __init__(
        self,
        message: str = "",
        *,
        concurrency: bool = True,
        **facts: Any,
    ) -> None:
        super().__init__(message, **facts)
        self.concurrency = concurrency


class AccountFault(GatewayError):
    """The key or the account cannot be used: every call would end the same way."""


class ModelFault(GatewayError):
    """The account has no right to this model or operation; others may work."""


class NotFound(GatewayError):
    """The gateway itself says that it knows no such task."""


class Unavailable(GatewayError):
    """A query told nothing. The task is as it was last known to be."""
