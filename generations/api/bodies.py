"""Request bodies: strict JSON of a bounded size and depth.

Python's own reader takes duplicate names and dies of deep nesting. NaN and Infinity
pass here, so that the validators can say which field holds them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from generations.capability.reading.shown import clean
from generations.errors import Problem, Remedy, ValidationFailed

from .problems import Refusal

LARGEST = 2**20  # bytes
DEEPEST = 32
CONTAINERS = (dict, list)

Pairs = list[tuple[str, Any]]


class StrictJSONParser(BaseParser):
    """Read one JSON value; raises `Refusal` (413) or `ValidationFailed`."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the decoded body, refusing a large one before it is read whole."""
        meta = parser_context["request"].META if parser_context else {}
        if declared_length(meta) > LARGEST:
            raise _too_large()
        body = stream.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise _too_large()
        return decode(body)


def decode(body: bytes) -> Any:
    """Return the value of a JSON text."""
    try:
        value = json.loads(body.decode(), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        text = f"Byte {error.start:,} of the body is not UTF-8."
        raise _malformed("not_utf8", text) from None
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        text = f"The body is not JSON: {error.msg}, {where}."
        raise _malformed("malformed_json", text) from None
    except ValueError:
        text = "A number in the body has thousands of digits."
        raise _malformed("too_many_digits", text) from None
    if _is_deeper(value, DEEPEST):
        raise _too_deep()
    return value


def _object(pairs: Pairs) -> dict[str, Any]:
    """Return the object, refusing names that are in it twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            text = f"`{clean(name)}` is twice in one object: which one counts?"
            raise _malformed("duplicate_field", text)
        found[name] = value
    return found


def _is_deeper(value: Any, limit: int) -> bool:
    """Say whether lists and objects are nested more than `limit` times."""
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            if isinstance(outer, CONTAINERS)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return any(isinstance(inner, CONTAINERS) for inner in level)


def declared_length(meta: Mapping[str, Any]) -> int:
    """Return the Content-Length of a request, 0 where it has none to believe."""
    text = str(meta.get("CONTENT_LENGTH") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def _too_large() -> Refusal:
    return Refusal("too_large", f"A JSON body may have {LARGEST:,} bytes.")


def _too_deep() -> ValidationFailed:
    text = f"The body is nested deeper than {DEEPEST} levels."
    return _malformed("too_deep", text)


def _malformed(code: str, detail: str) -> ValidationFailed:
    out = Remedy("Send one JSON object, encoded as UTF-8.")
    return ValidationFailed([Problem("non_field", code, detail, out)])
