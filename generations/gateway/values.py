"""Write single values of a request, each as its field takes it.

What cannot be sent raises a ValueError that does not repeat it: pictures are long, and
addresses are signed.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

_OWN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_ADDRESS = re.compile(r"https?://[!-~]+")


def present(request: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Keep those of `names` that have a value; 0 is one, an empty text is none."""
    return {
        name: request[name] for name in names if request.get(name) not in (None, "")
    }


def only_one(request: Mapping[str, Any], *names: str) -> str:
    """Name the one of `names` that has a value."""
    found = list(present(request, names))
    if len(found) != 1:
        raise ValueError(f"Exactly one of {' and '.join(names)} is sent.")
    return found[0]


def attached(file: object) -> str:
    """Write a file: its bytes in bare base64, or an address that it is fetched from.

    The gateway takes a prefix as in `data:` addresses for a part of the picture.
    """
    if not isinstance(file, bytes):
        return address(file)
    if not file:
        raise ValueError("An empty file cannot be sent.")
    return b64encode(file).decode("ascii")


def address(value: object) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise ValueError("An address starts with http:// or https://.")
    return value


def identifier(value: object) -> str:
    """Write an id of the gateway's as it was given; ids look like numbers, but are
    none.
    """
    if not isinstance(value, str) or not value.strip():
        raise ValueError("An id of the gateway is a text that is not empty.")
    return value


def own_id(value: object) -> str:
    if not isinstance(value, str) or not _OWN_ID.fullmatch(value):
        raise ValueError("An own id is 1 to 64 letters, digits, _ or -.")
    return value


def model_name(value: object) -> str:
    """Write a model's name, always: the default is a model that is not offered."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("A model's name on the wire is never left out.")
    return value


def whole(value: object) -> int:
    """Write a whole number: milliseconds and pixels have no fractions."""
    if type(value) is not int:
        raise ValueError("Milliseconds and pixels are whole numbers.")
    return value
