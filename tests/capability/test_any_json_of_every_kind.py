"""No JSON makes the validator of any kind raise, ids and lists included."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generations.capability import CODES, validate_faces
from generations.capability.reading.fields import CHOICES, TERMS
from generations.capability.reading.kinds import KIND_FIELDS

from . import test_any_json, things
from .bodies import TABLE
from .things import GOODS, Known, area, judge_body

IDS = [value for value in vars(things).values() if isinstance(value, str)]
IDS = [value for value in IDS if value.startswith("01900000")]
FIELDS = {name for fields in KIND_FIELDS.values() for name in fields}
INSIDE = ("mask", "trajectories", "x", "y", "type", "config", "pan", "asset")
NAMES = (*CHOICES, *sorted(FIELDS), *TERMS, *INSIDE, "model_name")
KNOWN = Known(audition=True)

texts = st.sampled_from([*IDS, *GOODS, *NAMES]) | test_any_json.texts
scalars = texts | test_any_json.scalars
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | texts, inner, max_size=6)
    ),
    max_leaves=20,
)


def must_be_sound(body: object) -> None:
    """Judge a body and hold the verdict to what it promises."""
    verdict = judge_body(body, KNOWN)
    assert (verdict.request is None) == bool(verdict.problems) or verdict.cell is None
    for problem in verdict.problems:
        assert problem.code in CODES
        assert 0 < len(problem.detail) < 400
        json.dumps(problem.as_json(), ensure_ascii=False, allow_nan=False).encode()
    if verdict.request is not None:
        json.dumps(verdict.request, ensure_ascii=False, allow_nan=False).encode()
        assert judge_body(verdict.request, KNOWN).request == verdict.request


@given(st.dictionaries(st.sampled_from(NAMES) | texts, values))
@settings(max_examples=100, deadline=None)
def test_any_body_is_judged(body):
    must_be_sound(body)


@given(st.sampled_from([*GOODS]), st.dictionaries(st.sampled_from(NAMES), values))
@settings(max_examples=100, deadline=None)
def test_any_change_to_a_good_body_is_judged(kind, changes):
    must_be_sound({**GOODS[kind], **changes})


@given(values | st.dictionaries(st.sampled_from(["video", "asset", "x"]), values))
@settings(max_examples=100, deadline=None)
def test_any_look_for_faces_is_judged(body):
    for problem in validate_faces(body, TABLE, KNOWN).problems:
        assert problem.code in CODES
        json.dumps(problem.as_json(), ensure_ascii=False, allow_nan=False).encode()


FULL: dict[str, dict[str, Any]] = {
    **GOODS,
    "image2video": {**GOODS["image2video"], "dynamic_masks": [area(), area((1, 1))]},
}


def mutated(draw: random.Random) -> object:
    """Return a good body with a few of its values, however deep, gone or replaced."""
    body = copy.deepcopy(FULL[draw.choice([*FULL])])
    for _ in range(draw.randint(1, 4)):
        place: Any = body
        while True:
            keys = [*place] if isinstance(place, dict) else [*range(len(place))]
            if not keys:
                break
            key = draw.choice(keys)
            if isinstance(place[key], dict | list) and draw.random() < 0.8:
                place = place[key]
                continue
            place[key] = draw.choice([*test_any_json.HOSTILE, *IDS, -1, 1e300, 2.5])
            break
        body[draw.choice(NAMES)] = draw.choice([*test_any_json.HOSTILE, *IDS])
    return body


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_mutations_are_judged(seed):
    draw = random.Random(seed)
    for _ in range(100):
        must_be_sound(mutated(draw))


def test_nesting_beyond_the_stack_is_judged():
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep]
    for kind, fields in KIND_FIELDS.items():
        for name in fields:
            must_be_sound({**GOODS[kind], name: deep})
    must_be_sound({**GOODS["image2video"], "dynamic_masks": [{"trajectories": deep}]})
    must_be_sound({**GOODS["image2video"], "dynamic_masks": [{"mask": deep}]})
    must_be_sound({**GOODS["video_extend"], "model": deep, "mode": deep})


def test_lists_of_a_million_entries_are_judged_by_their_first():
    many = [{"x": -1, "y": "?"}] * 1_000_000
    body = {**GOODS["image2video"], "dynamic_masks": [area()] * 1_000_000}
    must_be_sound(body)
    body["dynamic_masks"] = [{"mask": things.MASK, "trajectories": many}]
    assert len(judge_body(body).problems) < 100
