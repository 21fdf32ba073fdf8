"""No JSON value whatever makes the validator raise or say what cannot be sent."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generations.capability import CODES, validate
from generations.capability.reading.fields import CHOICES, TERMS, TEXT2VIDEO

from .bodies import GOOD, TABLE

NAMES = (*CHOICES, *TEXT2VIDEO, *TERMS, "type", "config", "pan", "zoom", "model_name")

texts = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    ["text2video", "v1.6", "v2.6", "pro", "5", "simple", "on", "1:1", "\ud800", "\0"]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**4000), 5, 10, 2**53])
    | st.floats()
    | texts
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | texts, inner, max_size=6)
    ),
    max_leaves=20,
)
bodies = values | st.dictionaries(st.sampled_from(NAMES) | texts, values)


def must_be_sound(body: object) -> None:
    """Judge a body and hold the verdict to what it promises."""
    verdict = validate(body, TABLE)
    assert (verdict.request is None) == bool(verdict.problems)
    for problem in verdict.problems:
        assert problem.code in CODES
        assert problem.detail
        assert len(problem.detail) < 400
        json.dumps(problem.as_json(), ensure_ascii=False, allow_nan=False).encode()
    if verdict.request is not None:
        json.dumps(verdict.request, ensure_ascii=False, allow_nan=False).encode()
        assert validate(verdict.request, TABLE).request == verdict.request


@given(bodies)
@settings(max_examples=100, deadline=None)
def test_any_json_value_is_judged(body):
    must_be_sound(body)


@given(st.dictionaries(st.sampled_from(NAMES), values))
@settings(max_examples=100, deadline=None)
def test_any_change_to_a_good_body_is_judged(changes):
    must_be_sound({**GOOD, **changes})


HOSTILE: tuple[object, ...] = (
    None, True, 0, -1, 5, 10, 1.5, -0.0, float("nan"), float("-inf"), 10**5000,
    "", " ", "\0", "\ud800", "x" * 3000, "5", "pro", "std", "on", "v2.6", "simple",
    [], [[]], {}, {"": None}, {"type": "simple"},
    {"type": "simple", "config": {"pan": 1}},
    {"config": {"pan": 11}}, {"a.b": 1}, ["text2video"], "1.00", "{", "%s{0}",
)  # fmt: skip


def mutated(draw: random.Random) -> object:
    """Return a good body after one to four acts of carelessness or malice."""
    body: dict[str, object] = {**GOOD, "title": "Fox", "metadata": {"a": 1}}
    for _ in range(draw.randint(1, 4)):
        name = draw.choice([*NAMES, *body, "promt", "{x}", "\udc00", "a.b"])
        act = draw.randrange(4)
        if act == 0:
            body.pop(name, None)
        elif act == 1:
            body[name] = {draw.choice(NAMES): draw.choice(HOSTILE)}
        elif act == 2:
            body[name[::-1]] = draw.choice(HOSTILE)
        else:
            body[name] = draw.choice(HOSTILE)
    return body


@pytest.mark.parametrize("seed", range(20))
def test_two_thousand_mutations_are_judged(seed):
    draw = random.Random(seed)
    for _ in range(100):
        must_be_sound(mutated(draw))


def test_nesting_beyond_the_stack_is_judged():
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep]
    for name in NAMES:
        must_be_sound({**GOOD, name: deep})
        must_be_sound({**GOOD, "camera_control": {"type": "simple", "config": deep}})
        must_be_sound({**GOOD, "metadata": {name: deep}})
