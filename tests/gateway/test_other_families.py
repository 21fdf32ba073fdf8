"""The bodies of multi-image2video, video-extend, identify-face and lip-sync."""

from __future__ import annotations

from typing import Any

import pytest

from generations.gateway import writer_for
from tests.gateway.orders import ORDERS

ADDRESS = "https://studio.example/1.mp4"


def write(kind: str, **changes: Any) -> dict[str, Any]:
    order = {**ORDERS[kind], **changes}
    return writer_for(kind)(order, wire_model_name="M", external_task_id="prod-1")


def face(**changes: Any) -> Any:
    (written,) = write("lip_sync", **changes)["face_choose"]
    return written


def test_several_pictures_keep_their_order() -> None:
    images = [f"https://studio.example/{number}.png" for number in range(4)]
    written = write("multi_image2video", image_list=images)
    assert [row["image"] for row in written["image_list"]] == images
    assert all(set(row) == {"image"} for row in written["image_list"])
    assert (written["duration"], written["aspect_ratio"]) == ("10", "9:16")


def test_several_pictures_come_with_no_sound_no_scale_and_no_camera() -> None:
    camera = {"type": "down_back"}
    more = {"sound": "off", "cfg_scale": 0.5, "camera_control": camera}
    assert write("multi_image2video", **more) == write("multi_image2video")
    with pytest.raises(ValueError, match="picture"):
        write("multi_image2video", image_list=[])


def test_an_extension_is_a_video_and_perhaps_a_prompt() -> None:
    more = {"mode": "pro", "duration": 5, "negative_prompt": "rain", "cfg_scale": 1}
    assert write("video_extend", **more) == {"video_id": "v-1"}
    prompted = {"video_id": "v-1", "prompt": "On it goes"}
    assert write("video_extend", prompt="On it goes") == prompted
    assert write("video_extend", prompt="") == {"video_id": "v-1"}


def test_faces_are_looked_for_in_exactly_one_video() -> None:
    write_one = writer_for("identify_face")
    assert write_one({"video_id": "v-1"}) == {"video_id": "v-1"}
    assert write_one({"video_url": ADDRESS, "video_id": ""}) == {"video_url": ADDRESS}
    for wrong in ({}, {"video_id": "v-1", "video_url": ADDRESS}):
        with pytest.raises(ValueError, match="Exactly one"):
            write_one(wrong)
    with pytest.raises(ValueError, match="address"):
        write_one({"video_url": "v-1"})


def test_a_voice_is_given_to_exactly_one_face() -> None:
    written = write("lip_sync", sound_file=ADDRESS)
    assert written == {
        "session_id": "s-1",
        "face_choose": [
            {
                "face_id": "0",
                "sound_file": ADDRESS,
                "sound_start_time": 0,
                "sound_end_time": 4000,
                "sound_insert_time": 500,
            }
        ],
        "external_task_id": "prod-1",
    }


def test_a_sound_is_a_file_or_an_id_and_never_both() -> None:
    by_id = face(sound_file=None, audio_id="a-1")
    assert by_id["audio_id"] == "a-1"
    assert "sound_file" not in by_id
    for wrong in ({"audio_id": "a-1"}, {"sound_file": None}):
        with pytest.raises(ValueError, match="Exactly one"):
            face(**wrong)


def test_volumes_are_written_where_they_are_given_silence_included() -> None:
    quiet = face(sound_volume=0, original_audio_volume=1.5)
    assert (quiet["sound_volume"], quiet["original_audio_volume"]) == (0, 1.5)
    assert face(sound_volume=None, original_audio_volume=None) == face()


@pytest.mark.parametrize("odd", [1.5, 2000.0, "2000", None, True])
@pytest.mark.parametrize(
    "name", ["sound_start_time", "sound_end_time", "sound_insert_time"]
)
def test_times_are_whole_milliseconds(name: str, odd: object) -> None:
    with pytest.raises(ValueError, match="whole"):
        face(**{name: odd})


@pytest.mark.parametrize("odd", [None, "", " ", 811680659520897082])
@pytest.mark.parametrize(
    ("kind", "name"),
    [("video_extend", "video_id"), ("lip_sync", "session_id"), ("lip_sync", "face_id")],
)
def test_an_id_of_the_gateway_is_a_text(kind: str, name: str, odd: object) -> None:
    with pytest.raises(ValueError, match="id of the gateway"):
        write(kind, **{name: odd})
