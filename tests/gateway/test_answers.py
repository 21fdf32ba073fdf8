from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from generations.gateway import Accepted, Ambiguous, Clip, ParentVideo, Task
from generations.gateway.answers import accepted, found
from generations.gateway.connection import Reply
from generations.gateway.envelope import code_of, request_id_of
from generations.gateway.errors import Unavailable
from tests.gateway.wild import envelope, http, task

CREATED = datetime(2024, 8, 4, 10, 12, 37, 708000, UTC)
STAMP = 1722766357708


def reply(body: object, status: int = 200) -> Reply:
    return Reply(status, http(status, body).partition(b"\r\n\r\n")[2])


def read(**data: Any) -> Task:
    return found(reply(task(**data)))


def bought(**data: Any) -> Accepted:
    return accepted(reply(envelope(**data)))


def clips(*videos: object) -> tuple[Clip, ...]:
    return read(task_result={"videos": list(videos)}).clips


@pytest.mark.parametrize(
    "data",
    [
        {"task_id": "t-1"},
        {"task_info": {"task_id": "t-1"}},
        {"id": "t-1"},
        {"task_id": "", "task_info": {"task_id": None}, "id": "t-1"},
    ],
)
def test_the_task_id_is_found_in_each_of_its_places(data: dict[str, Any]) -> None:
    assert bought(**data).task_id == "t-1"
    assert found(reply(envelope(**data))).task_id == "t-1"


@pytest.mark.parametrize(
    "task_id",
    [None, "", " ", " t", "t\n", True, False, 1.5, [], {}, "x" * 129, ".", ".."],
)
def test_an_acceptance_without_a_usable_id_is_in_doubt(task_id: object) -> None:
    with pytest.raises(Ambiguous):
        bought(task_id=task_id)


def test_a_numeric_id_becomes_text() -> None:
    assert bought(task_id=831759264537).task_id == "831759264537"
    assert bought(task_id="x" * 128).task_id == "x" * 128


def test_another_echo_than_ours_is_returned_as_it_came() -> None:
    answer = bought(task_id="t-1", task_info={"external_task_id": "xiaoshu-1"})
    assert answer.external_task_id == "xiaoshu-1"


@pytest.mark.parametrize("data", [None, [], "t-1", 3, {"task_info": []}])
def test_an_acceptance_without_its_data_is_in_doubt(data: object) -> None:
    with pytest.raises(Ambiguous):
        accepted(reply({"code": 0, "data": data}))


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("submitted", "submitted"),
        ("processing", "processing"),
        ("succeed", "succeed"),
        ("SUCCEED", "succeed"),
        (" Succeeded ", "succeed"),
        ("success", "succeed"),
        ("completed", "succeed"),
        ("failed", "failed"),
        ("Error", "failed"),
        ("queued2", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
        (3, "unknown"),
        (["succeed"], "unknown"),
    ],
)
def test_a_status_is_known_by_its_words_or_unknown(word: object, status: str) -> None:
    assert read(task_status=word).status == status


def test_an_unknown_status_keeps_its_word() -> None:
    assert read(task_status="queued2").status_word == "queued2"
    assert read(task_status="x" * 999).status_word == "x" * 64
    assert read(task_status=None).status_word == ""
    assert read(task_status=3).status_word == "3"


def test_a_failure_speaks_through_its_own_message_only() -> None:
    failed = read(task_status="failed", task_status_msg="Image pixel is invalid")
    assert (failed.status, failed.message) == ("failed", "Image pixel is invalid")
    assert read(task_status="failed").message == "", "`message` says SUCCEED"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("5.041", Decimal("5.041")),
        ("5", Decimal(5)),
        (10, Decimal(10)),
        (10.433, Decimal("10.433")),
        (True, None),
        ("5s", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e999999", None),
        (-1, None),
        (None, None),
        ({}, None),
        ("9" * 5000, None),
    ],
)
def test_a_duration_is_exact_or_absent(
    written: object, expected: Decimal | None
) -> None:
    clip = {"id": "v-1", "url": "https://cdn.example/v.mp4", "duration": written}
    assert clips(clip) == (Clip("v-1", "https://cdn.example/v.mp4", expected),)


@pytest.mark.parametrize("url", [None, "", 3, [], "x" * 5000])
def test_a_video_without_an_address_is_no_clip(url: object) -> None:
    other = {"id": 7, "url": "https://cdn.example/v.mp4"}
    assert clips({"id": "v-1", "url": url}, None, other) == (
        Clip("7", "https://cdn.example/v.mp4", None),
    )


@pytest.mark.parametrize(
    ("written", "parent"),
    [
        (
            {"id": 7, "url": "https://cdn.example/v.mp4", "duration": 5.041},
            ParentVideo("7", "https://cdn.example/v.mp4", Decimal("5.041")),
        ),
        ({"id": "v-1"}, ParentVideo("v-1", None, None)),
        ({"url": "x" * 5000, "id": "v-1"}, ParentVideo("v-1", None, None)),
        ({"duration": "5"}, None),
        ({"id": ["v-1"], "url": {}}, None),
        ([], None),
        ("v-1", None),
        (None, None),
    ],
)
def test_a_parent_is_what_can_be_read_of_it(
    written: object, parent: ParentVideo | None
) -> None:
    assert read(task_info={"parent_video": written}).parent_video == parent
    assert read(parent_video=written).parent_video == parent


@pytest.mark.parametrize("result", [None, [], "x", {"videos": {}}, {"videos": "x"}])
def test_a_success_without_videos_has_no_clips(result: object) -> None:
    assert read(task_status="succeed", task_result=result).clips == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (STAMP, CREATED),
        (str(STAMP), CREATED),
        (float(STAMP), CREATED),
        (STAMP // 1000, CREATED.replace(microsecond=0)),
        (STAMP * 1000, None),
        (0, None),
        (-STAMP, None),
        (True, None),
        (1, None),
        (10**300, None),
        (1e300, None),
        ("2024-08-04", None),
        (None, None),
    ],
)
def test_a_time_is_read_in_milliseconds_or_seconds_if_it_makes_sense(
    written: object, expected: datetime | None
) -> None:
    assert read(created_at=written).created_at == expected


def test_times_are_found_beside_the_videos_too() -> None:
    answer = read(task_result={"created_at": STAMP, "updated_at": STAMP + 1})
    assert answer.created_at == CREATED
    assert answer.updated_at == CREATED.replace(microsecond=709000)


def test_units_taken_are_read_where_they_are_given() -> None:
    assert read(final_unit_deduction="3.5").deduction == Decimal("3.5")
    assert read().deduction is None


def test_what_is_not_known_is_kept_raw() -> None:
    answer = read(surprise={"a": [1]})
    assert answer.raw["data"]["surprise"] == {"a": [1]}
    assert "surprise" not in repr(answer)


def test_a_query_without_id_and_status_told_nothing() -> None:
    with pytest.raises(Unavailable):
        found(reply(envelope(task_result={})))


def test_a_code_that_no_table_could_hold_counts_as_none():
    assert code_of({"code": 2**31}) is None
    assert code_of({"code": -(2**31) + 1}) == -(2**31) + 1


def test_a_long_request_id_is_kept_in_part():
    assert len(request_id_of({"request_id": "x" * 128}) or "") == 120
