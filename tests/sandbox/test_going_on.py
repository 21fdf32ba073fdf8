"""From a clip to a longer one, to its faces, to one that speaks: with real films."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generations.sandbox import running_sandbox

from .caller import Caller, until
from .customer import EXTEND, FACES, LIP_SYNC, V16, lip_sync
from .projector import heard, loudness, seconds


def video(caller: Caller, family: str, body: dict[str, Any]) -> Any:
    """Place an order and return its video once there is one."""
    task_id = caller.post(body, family).data["task_id"]

    def videos() -> Any:
        data = caller.query(task_id, family).data
        assert data["task_status"] != "failed", data["task_status_msg"]
        return data["task_result"]["videos"]

    return until(videos, 30)[0]


@pytest.mark.slow
def test_each_result_is_where_the_next_begins(tmp_path: Path):
    with running_sandbox(tmp_path / "sandbox", pace=0.0) as url:
        caller = Caller(url, timeout=10)
        clip = video(caller, "text2video", V16 | {"prompt": "A woman"})
        longer = video(caller, EXTEND, {"video_id": clip["id"]})
        assert (clip["duration"], longer["duration"]) == ("5", "10")
        session = caller.post({"video_id": longer["id"]}, FACES).data
        (face,) = session["face_data"]
        assert (face["start_time"], face["end_time"]) == (0, 10_000)
        picture = caller.file(face["face_image"])
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert Image.open(io.BytesIO(picture.body)).size == (320, 320)
        body = lip_sync(session["session_id"], sound_insert_time=6000)
        film = caller.file(video(caller, LIP_SYNC, body)["url"])
    path = tmp_path / "film.mp4"
    path.write_bytes(film.body)
    assert seconds(path) == pytest.approx(10, abs=0.05)
    sound = heard(path)
    assert loudness(sound, 0, 5.9) < 0.001 < 0.1 < loudness(sound, 6.1, 8.9)


def test_only_who_knows_the_address_sees_a_face(tmp_path: Path):
    with running_sandbox(tmp_path, pace=0.0) as url:
        caller = Caller(url)
        for name in ("guess-0.jpg", "guess.jpg", "-0.jpg", "%C3%A9-0.jpg", "0"):
            assert caller.file(f"/faces/{name}").status == 403
