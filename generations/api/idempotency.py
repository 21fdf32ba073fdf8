"""`Idempotency-Key`: the same call twice makes one thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from rest_framework.request import Request

from generations.errors import Problem, Remedy, ValidationFailed
from generations.services.fingerprints import fingerprint
from generations.services.idempotency import Made, once

HEADER = "Idempotency-Key"
LONGEST = 255

T = TypeVar("T")


def made_once(
    owner_id: UUID,
    request: Request,
    *,
    prepare: Callable[[], T],
    make: Callable[[T], Made],
    body: Any = None,
) -> Made:
    """Prepare and make, or return what the same call with the same key made before.

    `make` is one transaction with the key; what `prepare` writes stays, come what may.
    `body` stands for one that is not JSON.
    """
    said = request.data if body is None else body
    call = [request.method, request.path.rstrip("/"), said]
    key, print_of_call = _key(request), fingerprint(call)
    return once(owner_id, key, print_of_call, prepare=prepare, make=make)


def headers_of(made: Made) -> Mapping[str, str]:
    """Return the header that marks a repeat."""
    return {"Idempotency-Replayed": "true"} if made.replayed else {}


def _key(request: Request) -> str | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if 0 < len(key) <= LONGEST and key.isascii() and key.isprintable():
        return key
    text = f"{HEADER} takes 1 to {LONGEST} printable ASCII characters."
    out = Remedy("Send a fresh UUID, or none.")
    raise ValidationFailed([Problem(HEADER, "bad_header", text, out)])
