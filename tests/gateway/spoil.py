"""Spoil answers at random, from a seed: in their values, their bytes, their frame."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from generations.gateway import GatewayError
from generations.gateway.connection import Reply
from tests.gateway.wild import Behaviour, Conversation, http

Tree = dict[str, Any]
ODD: list[Any] = [
    *(None, True, False, 0, -1, 3, 1201, 1303, 10**40, 1.5, 1e300),
    *("", "0", "1203", "x", "x" * 5000, "<b>", "\ud800", "\0", "\u202e", "NaN"),
    *([], [None], [[[]]], {}, {"code": 0}, {"videos": None}, [{"url": {}}]),
]
STATUSES = [200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 429, 500, 502, 999]


def slots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place in a tree that holds a value: container and key."""
    keys = range(len(value)) if isinstance(value, list) else list(value)
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from slots(value[key])


def spoil_tree(random: Random, whole: Tree) -> bytes:
    tree = json.loads(json.dumps(whole))  # Nothing in it is shared any more.
    for _ in range(random.randint(1, 3)):
        container, key = random.choice(list(slots(tree)))
        container[key] = deepcopy(random.choice(ODD))
    return json.dumps(tree).encode()


def spoil_bytes(random: Random, whole: Tree) -> bytes:
    data = bytearray(json.dumps(whole).encode())
    for _ in range(random.randint(1, 8)):
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data[: random.choice([len(data), random.randrange(len(data))])])


def spoil_frame(random: Random, whole: Tree) -> bytes:
    """Spoil a whole HTTP answer above its body."""
    data = bytearray(http(random.choice(STATUSES), spoil_tree(random, whole)))
    head = data.index(b"\r\n\r\n")
    for _ in range(random.randint(1, 6)):
        data[random.randrange(head)] = random.randrange(256)
    return bytes(data)


def spoilt_replies(seed: int, whole: Tree, count: int = 100) -> Iterator[Reply]:
    random = Random(seed)
    for _ in range(count):
        spoil = random.choice([spoil_tree, spoil_bytes])
        body = spoil(random, whole)
        yield Reply(random.choice(STATUSES), body)


def spoilt_frames(seed: int, whole: Tree, count: int = 80) -> Behaviour:
    """Answer each request with another spoilt frame."""
    random = Random(seed)
    frames = iter([spoil_frame(random, whole) for _ in range(count)])

    def behave(peer: Conversation) -> None:
        peer.read()
        peer.say(next(frames, b""))

    return behave


def outcome_of(call: Callable[[], object]) -> object:
    try:
        return call()
    except GatewayError as error:
        return error


def assert_storable(raw: Tree) -> None:
    """Databases take neither NUL nor half characters nor what is not a number."""
    text = json.dumps(raw, allow_nan=False, ensure_ascii=False)
    text.encode()
    assert "\\u0000" not in text
