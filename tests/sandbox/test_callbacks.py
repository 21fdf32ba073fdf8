"""Notices of a task's changes are sent to the address it named, flat as documented."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generations.sandbox.notices import Forbidden, Notice, Undelivered

from .caller import Caller, Clock, until
from .pictures import plain

FAMILY = "multi-image2video"


class Receiver(http.server.ThreadingHTTPServer):
    """Takes notices; answers with the next of `statuses`, else with 200."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[Any] = []
        self.statuses: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/callbacks/token?a=1"

    @property
    def states(self) -> list[str]:
        return [notice["task_status"] for _, notice in self.taken]


class Handler(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        self.server.taken.append((self.path, json.loads(content)))
        self.send_response(status)
        self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def telling(open_sandbox: Callable[..., Caller], clock: Clock) -> Caller:
    """Return a caller of a sandbox that sends notices."""
    return open_sandbox(clock=clock, callbacks="loopback")


def create(caller: Caller, url: str, prompt: str = "A fox", **fields: Any) -> str:
    body = {"prompt": prompt, "image_list": [{"image": plain()}], "callback_url": url}
    return str(caller.post(body | fields, FAMILY).data["task_id"])


def test_every_change_is_told_once_in_order(
    telling: Caller, receiver: Receiver, clock: Clock
):
    create(telling, receiver.url)
    until(lambda: receiver.states == ["submitted"])
    clock.pass_(8)
    until(lambda: receiver.states == ["submitted", "processing"])
    clock.pass_(3600)
    until(lambda: receiver.states == ["submitted", "processing", "succeed"])
    assert telling.control.stats()["answers"]["callback"] == {"delivered": 3}


def test_a_notice_is_flat_and_says_what_a_look_would(
    telling: Caller, receiver: Receiver, clock: Clock
):
    task_id = create(telling, receiver.url, external_task_id="ours-1")
    clock.pass_(3600)
    until(lambda: "succeed" in receiver.states)
    path, last = receiver.taken[-1]
    assert path == "/callbacks/token?a=1"
    assert last == telling.query(task_id, FAMILY).data
    assert last["task_id"] == task_id
    assert last["task_info"] == {"external_task_id": "ours-1"}
    assert last["task_result"]["videos"][0]["url"].startswith(telling.url)
    _, first = receiver.taken[0]
    assert first["task_result"] == {"videos": []}
    assert first["updated_at"] == first["created_at"]


def test_a_failure_is_told_with_its_reason(
    telling: Caller, receiver: Receiver, clock: Clock
):
    create(telling, receiver.url, "A fox [fail]")
    clock.pass_(10)
    until(lambda: "failed" in receiver.states)
    assert receiver.taken[-1][1]["task_status_msg"]


def test_without_being_told_so_a_sandbox_in_a_test_sends_nothing(
    caller: Caller, receiver: Receiver, clock: Clock
):
    task_id = create(caller, receiver.url)
    clock.pass_(3600)
    assert caller.query(task_id, FAMILY).data["task_status"] == "succeed"
    assert "callback" not in caller.control.stats()["answers"]
    assert receiver.taken == []


def test_only_loopback_is_told(telling: Caller, clock: Clock):
    create(telling, "http://192.0.2.1/callbacks")
    clock.pass_(3600)
    until(lambda: outcomes(telling) == {"undelivered": 3})


def test_a_name_that_leads_off_loopback_is_not_connected_to(monkeypatch):
    found = [(2, 1, 6, "", ("192.0.2.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **more: found)
    monkeypatch.setattr("socket.create_connection", pytest.fail)
    with pytest.raises(Forbidden):
        Notice("http://localhost/callbacks", {}).deliver()


@pytest.mark.parametrize("problem", [OSError, UnicodeError])
def test_a_name_that_leads_nowhere_is_only_undelivered(monkeypatch, problem):
    def nowhere(*args: object, **more: object) -> None:
        raise problem

    monkeypatch.setattr("socket.getaddrinfo", nowhere)
    with pytest.raises(Undelivered):
        Notice("http://nowhere.invalid/", {}).deliver()


def test_a_notice_that_is_not_taken_is_sent_again_and_a_redirect_is_not_followed(
    telling: Caller, receiver: Receiver, monkeypatch
):
    monkeypatch.setattr("generations.sandbox.callbacks.PAUSES", (0.01, 0.01))
    receiver.statuses = [302, 500]
    create(telling, receiver.url)
    until(lambda: outcomes(telling) == {"delivered": 1})
    assert receiver.states == ["submitted"] * 3
    receiver.statuses = [500] * 3
    create(telling, receiver.url)
    until(lambda: outcomes(telling) == {"delivered": 1, "undelivered": 1})
    assert len(receiver.taken) == 6


def test_notices_are_withheld_or_multiplied_on_demand(
    telling: Caller, receiver: Receiver
):
    telling.control.faults(
        {"fault": "no_callbacks", "match": {"prompt": "fox"}},
        {"fault": "dup_callbacks", "match": {"prompt": "owl"}, "n": 20},
    )
    create(telling, receiver.url)
    create(telling, receiver.url, "An owl")
    until(lambda: outcomes(telling) == {"withheld": 1, "delivered": 20})
    assert len({json.dumps(notice) for _, notice in receiver.taken}) == 1


def test_a_notice_can_come_before_the_answer(telling: Caller, receiver: Receiver):
    telling.control.faults({"fault": "callback_first", "seconds": 30})
    patient = Caller(telling.url, timeout=60)
    waiting = telling.in_background(lambda: create(patient, receiver.url))
    until(lambda: receiver.states == ["submitted"])
    assert waiting.is_alive()


def test_after_a_restart_a_running_task_is_told_of_again(
    open_sandbox: Callable[..., Caller], tmp_path, receiver: Receiver, clock: Clock
):
    first = open_sandbox(folder=tmp_path / "a", clock=clock)
    create(first, receiver.url)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    open_sandbox(folder=tmp_path / "b", clock=clock, callbacks="loopback")
    clock.pass_(3600)
    until(lambda: receiver.states == ["submitted", "processing", "succeed"])


def outcomes(caller: Caller) -> dict[str, int]:
    return dict(caller.control.stats()["answers"].get("callback", {}))
