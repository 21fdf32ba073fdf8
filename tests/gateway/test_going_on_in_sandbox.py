"""The client goes on from a clip of the imitation gateway in every documented way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generations.gateway import Endpoint, Gateway, Refused, Task, writer_for
from generations.sandbox import running_sandbox
from tests.gateway.wild import CANARY
from tests.sandbox.caller import InstantStudio
from tests.sandbox.customer import sound

SPEECH = {
    "face_id": "0",
    "sound_file": sound("mp3"),
    "sound_start_time": 0,
    "sound_end_time": 2500,
    "sound_insert_time": 1000,
    "sound_volume": 1.5,
    "original_audio_volume": 0,
}


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    """Give the endpoint of a sandbox whose tasks are done at once."""
    with running_sandbox(tmp_path, studio=InstantStudio(), pace=0.0) as url:
        yield Endpoint(f"{url}/v1/ai", "ep-1", CANARY)


def bought(
    gateway: Gateway, endpoint: Endpoint, kind: str, request: dict[str, Any], **ids: Any
) -> Task:
    payload = writer_for(kind)(request, **ids)
    made = gateway.create(endpoint, kind, payload, deadline=5)
    return gateway.query(endpoint, kind, made.task_id)


def clip_of(task: Task) -> str:
    (clip,) = task.clips
    assert clip.id is not None
    return clip.id


@pytest.fixture
def clip(gateway: Gateway, endpoint: Endpoint) -> str:
    """Give the gateway's id of a finished clip with a face in it."""
    request: dict[str, Any] = {
        "prompt": "A woman",
        "mode": "std",
        "duration": 5,
        "aspect_ratio": "16:9",
    }
    ids = {"wire_model_name": "MaaS_KL_V1.6", "external_task_id": "test-1"}
    return clip_of(bought(gateway, endpoint, "text2video", request, **ids))


def test_a_clip_is_extended_and_that_again(
    gateway: Gateway, endpoint: Endpoint, clip: str
) -> None:
    before = clip
    for words in ({}, {"prompt": "She turns around"}):
        request = {"video_id": before, **words}
        task = bought(gateway, endpoint, "video_extend", request)
        assert task.status == "succeed"
        assert task.parent_video is not None
        assert task.parent_video.id == before
        before = clip_of(task)


def test_a_face_is_found_and_speaks(
    gateway: Gateway, endpoint: Endpoint, clip: str
) -> None:
    look = writer_for("identify_face")({"video_id": clip})
    found = gateway.identify_faces(endpoint, look, deadline=5)
    (face,) = found.faces
    assert (face.face_id, face.start_ms, face.end_ms) == ("0", 0, 5041)
    request = SPEECH | {"session_id": found.session_id}
    task = bought(gateway, endpoint, "lip_sync", request, external_task_id="test-2")
    assert (task.status, task.external_task_id) == ("succeed", "test-2")
    assert task.parent_video is not None
    assert (task.parent_video.id, str(task.parent_video.duration)) == (clip, "5.041")


def test_refusals_are_read_as_what_they_are(
    gateway: Gateway, endpoint: Endpoint, clip: str
) -> None:
    wrong: list[tuple[str, dict[str, Any], dict[str, str]]] = [
        ("video_extend", {"video_id": "nobody-knows-it"}, {}),
        (
            "lip_sync",
            SPEECH | {"session_id": "expired"},
            {"external_task_id": "test-3"},
        ),
    ]
    for kind, request, ids in wrong:
        with pytest.raises(Refused) as refused:
            bought(gateway, endpoint, kind, request, **ids)
        assert (refused.value.code, refused.value.cause) == (1201, "request")
