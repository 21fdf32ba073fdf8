"""A script with a token makes a clip, follows the events, and plays the file."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generations.media.container import inspect
from generations.sandbox import Remote
from tests.studio.running import Studio

from .caller import Caller

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def caller(studio: Studio) -> Caller:
    return Caller(studio, "script@example.com")


@pytest.fixture(scope="module")
def told(caller: Caller) -> list[dict[str, Any]]:
    """What the event stream tells of one square clip, up to its end."""
    made = caller.create(aspect_ratio="1:1")
    records = []
    for record in caller.events():
        records.append(record)
        if record["id"] == made["id"] and record["object"]["final"]:
            break
    return records


@pytest.fixture(scope="module")
def video(told: list[dict[str, Any]]) -> dict[str, Any]:
    [made] = told[-1]["object"]["videos"]
    assert isinstance(made, dict)
    return made


def test_the_welcome_names_the_address_and_a_sign_in(studio: Studio) -> None:
    printed = studio.printed()
    assert f"http://localhost:{studio.port}/" in printed
    assert "demo@example.com" in printed


def test_the_stream_tells_every_step_to_the_end(told: list[dict[str, Any]]) -> None:
    states = [r["object"]["state"] for r in told if r["type"] == "generation"]
    order = ["queued", "submitting", "running", "saving", "succeeded"]
    places = [order.index(state) for state in states]
    assert places == sorted(places)
    assert states[-1] == "succeeded"


def test_the_file_has_the_asked_shape_and_length(
    caller: Caller, video: dict[str, Any], tmp_path: Path
) -> None:
    status, content = caller.file(video["file"])
    (tmp_path / "clip.mp4").write_bytes(content)
    facts = inspect(tmp_path / "clip.mp4")
    assert status == 200
    assert (facts.width, facts.height) == (720, 720)
    assert abs(facts.duration - 5) <= Decimal("0.5")


def test_the_file_is_byte_for_byte_what_the_gateway_served(
    studio: Studio, caller: Caller, video: dict[str, Any]
) -> None:
    tasks = Remote(f"http://127.0.0.1:{studio.port + 700}").ledger()["tasks"]
    _, content = caller.file(video["file"])
    served = {task["sha256"] for task in tasks.values()}
    assert hashlib.sha256(content).hexdigest() == video["sha256"]
    assert video["sha256"] in served


def test_a_player_can_seek(caller: Caller, video: dict[str, Any]) -> None:
    _, whole = caller.file(video["file"])
    first = caller.file(video["file"], Range="bytes=0-99")
    last = caller.file(video["file"], Range="bytes=-100")
    beyond, _ = caller.file(video["file"], Range=f"bytes={len(whole)}-")
    assert (first, last) == ((206, whole[:100]), (206, whole[-100:]))
    assert beyond == 416


def test_it_stands_in_the_gallery(caller: Caller, video: dict[str, Any]) -> None:
    found = caller.call("GET", "videos/?search=boat")["results"]
    assert [one["id"] for one in found] == [video["id"]]


def test_it_was_paid_once(caller: Caller, video: dict[str, Any]) -> None:
    credits = caller.call("GET", "me/")["credits"]
    assert credits == {"balance": "2998.50", "held": "0.00"}
