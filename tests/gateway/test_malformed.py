"""A seeded corpus of spoilt answers: only the declared errors may come out."""

from __future__ import annotations

from functools import partial

import pytest

from generations.gateway import (
    Accepted,
    AccountFault,
    Ambiguous,
    Busy,
    Faces,
    Gateway,
    ModelFault,
    NotFound,
    Refused,
    Task,
    Unavailable,
)
from generations.gateway.answers import accepted, found
from generations.gateway.faces import identified
from tests.gateway.conftest import Serve
from tests.gateway.spoil import (
    assert_storable,
    outcome_of,
    spoilt_frames,
    spoilt_replies,
)
from tests.gateway.wild import faces, task

CREATE_ERRORS = (Ambiguous, Refused, Busy, AccountFault, ModelFault)
QUERY_ERRORS = (Unavailable, NotFound, AccountFault, ModelFault)

VIDEO = {"id": "v-1", "url": "https://cdn.example/1", "duration": "5.04"}
WHOLE = task(
    task_info={"task_id": "t-1", "external_task_id": "ours-1", "parent_video": VIDEO},
    task_status_msg="",
    task_result={
        "videos": [VIDEO],
        "created_at": 1722769557708,
    },
    created_at=1722769557708,
    final_unit_deduction="2",
)


@pytest.mark.parametrize("seed", range(20))
def test_a_spoilt_body_is_an_answer_or_a_declared_error(seed: int) -> None:
    for reply in spoilt_replies(seed, WHOLE):
        for read, errors in ((accepted, CREATE_ERRORS), (found, QUERY_ERRORS)):
            outcome = outcome_of(partial(read, reply))
            assert isinstance(outcome, (Accepted, Task, *errors)), reply
            if isinstance(outcome, Accepted | Task):
                assert_storable(outcome.raw)
                assert outcome.task_id is None or 0 < len(outcome.task_id) <= 128


@pytest.mark.parametrize("seed", range(20))
def test_spoilt_faces_are_faces_or_a_declared_error(seed: int) -> None:
    for reply in spoilt_replies(seed, faces()):
        outcome = outcome_of(partial(identified, reply))
        assert isinstance(outcome, (Faces, *CREATE_ERRORS)), reply
        if isinstance(outcome, Faces):
            assert_sound(outcome)


def assert_sound(found: Faces) -> None:
    """Whatever is told of a face may be shown, stored and reckoned with."""
    assert_storable(found.raw)
    assert 0 < len(found.session_id) <= 128
    for face in found.faces:
        assert 0 < len(face.face_id) <= 128
        assert face.image_url is None or 0 < len(face.image_url) <= 4096
        assert (face.start_ms is None) == (face.end_ms is None)
        assert face.start_ms is None or 0 <= face.start_ms <= (face.end_ms or 0)


@pytest.mark.parametrize("seed", range(5))
def test_a_spoilt_frame_is_an_answer_or_a_declared_error(
    serve: Serve, gateway: Gateway, seed: int
) -> None:
    endpoint = serve(spoilt_frames(seed, WHOLE)).endpoint
    for _ in range(40):
        created = outcome_of(
            lambda: gateway.create(endpoint, "text2video", {}, deadline=2)
        )
        assert isinstance(created, (Accepted, *CREATE_ERRORS))
        asked = outcome_of(lambda: gateway.query(endpoint, "text2video", "t-1"))
        assert isinstance(asked, (Task, *QUERY_ERRORS))


@pytest.mark.parametrize("seed", range(5))
def test_a_spoilt_frame_around_faces_is_an_answer_or_a_declared_error(
    serve: Serve, gateway: Gateway, seed: int
) -> None:
    endpoint = serve(spoilt_frames(seed, faces())).endpoint
    for _ in range(80):
        outcome = outcome_of(lambda: gateway.identify_faces(endpoint, {}, deadline=2))
        assert isinstance(outcome, (Faces, *CREATE_ERRORS))
