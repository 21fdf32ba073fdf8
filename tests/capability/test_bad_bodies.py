"""What is wrong with a body of any kind is told by field and rule, and nothing else."""

from __future__ import annotations

import json

import pytest

from generations.capability import CODES
from generations.capability.reading.kinds import KIND_FIELDS

from . import test_bad_requests, test_sync_times
from .bad import ROWS
from .bodies import found
from .things import GOODS, Known, judge_body


@pytest.mark.parametrize(("kind", "changes", "wrong"), ROWS)
def test_the_field_and_the_rule_are_named_and_no_other(kind, changes, wrong):
    verdict = judge_body({**GOODS[kind], **changes})
    assert found(verdict) == wrong
    assert verdict.request is None


def test_every_code_is_met_in_some_bad_body():
    met = {code for _, _, wrong in ROWS for _, code in wrong}
    met |= {code for _, _, code in test_bad_requests.ROWS}
    met |= {wrong[1] for _, wrong in test_sync_times.ROWS if wrong}
    elsewhere = {"not_an_object", "sandbox_mismatch", "and_more", "too_long_chain"}
    assert met == set(CODES) - elsewhere - {"too_long_for_faces"}


def test_every_field_of_every_kind_is_wrong_in_some_body():
    for kind, fields in KIND_FIELDS.items():
        if kind == "text2video":
            continue
        blamed = {
            f.split(".")[0] for k, _, wrong in ROWS if k == kind for f, _ in wrong
        }
        assert fields.keys() <= blamed


@pytest.mark.parametrize(("kind", "changes", "wrong"), ROWS)
def test_what_is_told_fits_every_encoder_and_a_line_or_two(kind, changes, wrong):
    for problem in judge_body({**GOODS[kind], **changes}).problems:
        json.dumps(problem.as_json(), ensure_ascii=False, allow_nan=False).encode()
        assert 10 < len(problem.detail) < 300


def test_the_kind_is_asked_for_alone_where_a_clip_is_named():
    verdict = judge_body({"video": GOODS["video_extend"]["video"]}, Known())
    assert found(verdict) == {("kind", "required")}
