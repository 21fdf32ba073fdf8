"""The wrapping of every answer: its code, its words, and the error it amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generations.gateway import codes, fields
from generations.gateway.connection import Reply
from generations.gateway.decode import Malformed, decode
from generations.gateway.errors import MESSAGE_LENGTH, GatewayError


def code_of(answer: Mapping[str, Any]) -> int | None:
    """Find the code: the first that is not 0, or 0 where no layer objects.

    No table has one that needs more than 32 bits: that counts as none.
    """
    found_at = (fields.whole_number(it.get("code")) for it in fields.layers(answer))
    numbers = [n for n in found_at if n is not None and abs(n) <= fields.LARGEST_CODE]
    return next((number for number in numbers if number), 0 if numbers else None)


def message_of(answer: Mapping[str, Any]) -> str:
    """Find the words, in one line; those of a layer that objects come first."""
    layers = sorted(fields.layers(answer), key=_objects, reverse=True)
    words = (fields.text(it.get("message"), MESSAGE_LENGTH) for it in layers)
    return next((" ".join(it.split()) for it in words if it.strip()), "")


def _objects(layer: Mapping[str, Any]) -> bool:
    return bool(fields.whole_number(layer.get("code")))


def request_id_of(answer: Mapping[str, Any]) -> str | None:
    found = fields.first_identifier(
        *(layer.get("request_id") for layer in fields.layers(answer))
    )
    return found and found[: fields.REQUEST_ID_LENGTH]


def readable(reply: Reply) -> dict[str, Any]:
    """Read the object that a reply holds; an empty one if it holds none."""
    try:
        return decode(reply.body)
    except Malformed:
        return {}


def error_of(
    make: codes.ErrorMaker, reply: Reply, answer: Mapping[str, Any]
) -> GatewayError:
    return make(
        message_of(answer) or "The gateway gave no reason.",
        code=code_of(answer),
        http_status=reply.status,
        request_id=request_id_of(answer),
    )


def objection(
    reply: Reply, answer: Mapping[str, Any], *, made: object, has_own_id: bool
) -> GatewayError:
    """Say what an answer that did not accept a create amounts to.

    `made` is the id of what it names all the same: half of such an answer, which
    contradicts itself, cost money.
    """
    meaning = codes.meaning_on_create(
        reply.status, code_of(answer), message_of(answer), has_own_id=has_own_id
    )
    if made and meaning is not codes.Meaning.DUPLICATE:
        meaning = codes.Meaning.DOUBT
    return error_of(codes.ON_CREATE[meaning], reply, answer)


def is_accepted(reply: Reply, answer: Mapping[str, Any]) -> bool:
    return 200 <= reply.status < 300 and code_of(answer) == 0
