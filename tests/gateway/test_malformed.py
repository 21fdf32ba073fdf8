"""A seeded corpus of spoilt answers: only the declared errors may come out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from generations.gateway import (
    Accepted,
    AccountFault,
    Ambiguous,
    Busy,
    Gateway,
    GatewayError,
    ModelFault,
    NotFound,
    Refused,
    Task,
    Unavailable,
)
from generations.gateway.answers import accepted, found
from generations.gateway.connection import Reply
from tests.gateway.conftest import Serve
from tests.gateway.wild import Conversation, http, task

CREATE_ERRORS = (Ambiguous, Refused, Busy, AccountFault, ModelFault)
QUERY_ERRORS = (Unavailable, NotFound, AccountFault, ModelFault)

WHOLE = task(
    task_info={"task_id": "t-1", "external_task_id": "ours-1"},
    task_status_msg="",
    task_result={
        "videos": [{"id": "v-1", "url": "https://cdn.example/1", "duration": "5.04"}],
        "created_at": 1722769557708,
    },
    created_at=1722769557708,
    final_unit_deduction="2",
)
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


def spoil_tree(random: Random) -> bytes:
    tree = json.loads(json.dumps(WHOLE))
    for _ in range(random.randint(1, 3)):
        container, key = random.choice(list(slots(tree)))
        container[key] = deepcopy(random.choice(ODD))
    return json.dumps(tree).encode()


def spoil_bytes(random: Random) -> bytes:
    data = bytearray(json.dumps(WHOLE).encode())
    for _ in range(random.randint(1, 8)):
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data[: random.choice([len(data), random.randrange(len(data))])])


def spoil_frame(random: Random) -> bytes:
    data = bytearray(http(random.choice(STATUSES), spoil_tree(random)))
    head = data.index(b"\r\n\r\n")
    for _ in range(random.randint(1, 6)):
        data[random.randrange(head)] = random.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("seed", range(20))
def test_a_spoilt_body_is_an_answer_or_a_declared_error(seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        body = random.choice([spoil_tree, spoil_bytes])(random)
        reply = Reply(random.choice(STATUSES), body)
        for read, errors in ((accepted, CREATE_ERRORS), (found, QUERY_ERRORS)):
            outcome = outcome_of(lambda read=read, reply=reply: read(reply))
            assert isinstance(outcome, (Accepted, Task, *errors)), (reply.status, body)
            if isinstance(outcome, Accepted | Task):
                assert_storable(outcome)


@pytest.mark.parametrize("seed", range(5))
def test_a_spoilt_frame_is_an_answer_or_a_declared_error(
    serve: Serve, gateway: Gateway, seed: int
) -> None:
    frames = iter([spoil_frame(random) for random in [Random(seed)] for _ in range(80)])

    def behave(peer: Conversation) -> None:
        peer.read()
        peer.say(next(frames, b""))

    endpoint = serve(behave).endpoint
    for _ in range(40):
        created = outcome_of(
            lambda: gateway.create(endpoint, "text2video", {}, deadline=2)
        )
        assert isinstance(created, (Accepted, *CREATE_ERRORS))
        asked = outcome_of(lambda: gateway.query(endpoint, "text2video", "t-1"))
        assert isinstance(asked, (Task, *QUERY_ERRORS))


def outcome_of(call: Any) -> object:
    try:
        return call()
    except GatewayError as error:
        return error


def assert_storable(outcome: Accepted | Task) -> None:
    """Databases take neither NUL nor half characters nor what is not a number."""
    text = json.dumps(outcome.raw, allow_nan=False, ensure_ascii=False)
    text.encode()
    assert "\\u0000" not in text
    assert outcome.task_id is None or 0 < len(outcome.task_id) <= 128
