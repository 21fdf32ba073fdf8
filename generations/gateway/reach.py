"""Whether an account can be used, told from an answer that costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generations.gateway.errors import (
    AccountFault,
    GatewayError,
    ModelFault,
    NotFound,
)


@dataclass(frozen=True)
class Reach:
    """`detail` is empty where all is well, else words for an operator."""

    is_reachable: bool
    key: Literal["accepted", "refused", "unknown"]
    detail: str


def reach_of(error: GatewayError) -> Reach:
    """Judge by the `error` of a query for a task that does not exist."""
    if isinstance(error, NotFound):
        return Reach(is_reachable=True, key="accepted", detail="")
    if isinstance(error, AccountFault | ModelFault):
        return Reach(is_reachable=True, key="refused", detail=str(error))
    answered = error.http_status is not None
    return Reach(is_reachable=answered, key="unknown", detail=str(error))
