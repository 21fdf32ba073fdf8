"""A callback makes the studio look sooner, and can do nothing else."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client, override_settings
from django.utils import timezone

from generations.api import callbacks
from generations.models import Event, Generation, State, SubmitAttempt
from generations.services.callbacks import digest_of
from kling_site.logs import logging_config

from .caller import Caller

TOKEN = "m0-known-only-to-the-gateway-x9"
TOLD = {"task_id": "t-1", "task_status": "succeed", "task_result": {"videos": []}}
WAY_TO = {
    State.SUBMITTING: [State.SUBMITTING],
    State.RUNNING: [State.SUBMITTING, State.RUNNING],
    State.UNCONFIRMED: [State.SUBMITTING, State.UNCONFIRMED],
    State.ATTENTION: [State.SUBMITTING, State.ATTENTION],
    State.SAVING: [State.SUBMITTING, State.RUNNING, State.SAVING],
    State.FAILED: [State.SUBMITTING, State.FAILED],
}


def sent(owner: Caller, state: State) -> Generation:
    """Return a generation that was sent with TOKEN, due again in an hour."""
    generation = owner.ask()
    for step in WAY_TO[state]:
        generation.move(step)
    later = None if generation.final else timezone.now() + timedelta(hours=1)
    Generation.objects.filter(pk=generation.pk).update(next_action_at=later)
    SubmitAttempt.objects.create(
        generation=generation,
        own_id=generation.own_id,
        number=1,
        callback_digest=digest_of(TOKEN),
    )
    generation.refresh_from_db()
    return generation


def knock(token: str = TOKEN, body: Any = TOLD, **more: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    call = {"content_type": "application/json", **more}
    return Client(enforce_csrf_checks=True).post(f"/callbacks/{token}", data, **call)


def due_at(generation: Generation) -> datetime | None:
    generation.refresh_from_db()
    return generation.next_action_at


def soon(generation: Generation) -> bool:
    at = due_at(generation)
    return at is not None and at <= timezone.now()


@pytest.mark.parametrize("state", [State.RUNNING, State.UNCONFIRMED, State.ATTENTION])
def test_a_task_under_way_is_looked_at_now(alice: Caller, state: State):
    generation = sent(alice, state)
    assert knock().status_code == 200
    assert soon(generation)


@pytest.mark.parametrize("state", [State.SUBMITTING, State.SAVING, State.FAILED])
def test_a_lease_and_an_end_stay_as_they_are(alice: Caller, state: State):
    generation = sent(alice, state)
    before = due_at(generation)
    assert knock().status_code == 200
    assert due_at(generation) == before


def test_what_it_says_is_not_believed(alice: Caller):
    generation = sent(alice, State.RUNNING)
    before, events = generation.lease_token, Event.objects.count()
    forged = {"videos": [{"id": "v", "url": "https://evil.example/x.mp4"}]}
    for word in ("succeed", "failed", "submitted"):
        assert knock(body=TOLD | {"task_status": word, "task_result": forged})
    generation.refresh_from_db()
    assert (generation.state, generation.lease_token) == (State.RUNNING, before)
    assert (generation.result, Event.objects.count()) == ({}, events)


def test_a_hundred_of_them_bring_about_one_look(alice: Caller):
    generation = sent(alice, State.RUNNING)
    assert {knock().status_code for _ in range(100)} == {200}
    first = due_at(generation)
    assert soon(generation)
    assert SubmitAttempt.objects.get().called_back_at == first


def test_what_is_told_during_a_look_is_followed_a_second_later(alice: Caller):
    generation = sent(alice, State.RUNNING)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        knock()
        looked = timezone.now()
        later = looked + timedelta(seconds=4)
        Generation.objects.filter(pk=generation.pk).update(next_action_at=later)
        clock.shift(0.1)
        for _ in range(3):
            knock()
    assert due_at(generation) == looked + timedelta(seconds=1)


def test_an_unknown_token_changes_and_tells_nothing(alice: Caller):
    generation = sent(alice, State.RUNNING)
    before = due_at(generation)
    told = [
        knock(token).json() | {"request_id": None}
        for token in (TOKEN[:-1], TOKEN + "x", digest_of(TOKEN), "%00", "\N{SNOWMAN}")
    ]
    assert all(each == told[0] for each in told)
    assert (told[0]["status"], told[0]["code"]) == (404, "not_found")
    assert due_at(generation) == before


def test_an_attempt_without_an_address_is_found_by_none(alice: Caller):
    sent(alice, State.RUNNING)
    SubmitAttempt.objects.update(callback_digest="")
    assert knock().status_code == 404


@pytest.mark.parametrize("token", [TOKEN, "nobody's"])
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"a": "' + b"x" * 64 * 1024 + b'"}', "application/json", 413),
        (b"task_id=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b" ", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"[" * 50_000, "application/json", 400),
        (b'{"a": "\xff"}', "application/json", 400),
    ],
)
def test_what_no_gateway_sends_is_refused_whoever_sends_it(
    alice: Caller, token: str, body: bytes, kind: str, status: int
):
    generation = sent(alice, State.RUNNING)
    before = due_at(generation)
    answer = knock(token, body, content_type=kind)
    assert answer.status_code == answer.json()["status"] == status
    assert due_at(generation) == before


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_nothing_but_a_post_is_taken(alice: Caller, method: str):
    sent(alice, State.RUNNING)
    answer = getattr(Client(), method)(f"/callbacks/{TOKEN}")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@override_settings(CALLBACK_RATE_UNKNOWN=3)
def test_strangers_who_keep_knocking_are_held_off_and_the_gateway_is_not(alice: Caller):
    sent(alice, State.RUNNING)
    answers = [knock(f"guess-{n}") for n in range(5)]
    assert [each.status_code for each in answers] == [404, 404, 404, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert knock().status_code == 200


def test_a_database_that_does_not_serve_is_503(alice: Caller, monkeypatch):
    def fail(token: str) -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(callbacks, "called_back", fail)
    answer = knock()
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the site's own log lines say, of every logger."""
    config = logging_config([])["formatters"]["json"]
    formatter = logging.config.DictConfigurator({}).configure_formatter(config)
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(formatter)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_log_line_holds_a_token(alice: Caller, monkeypatch, written: io.StringIO):
    sent(alice, State.RUNNING)
    knock()
    knock(TOKEN, b"", content_type="text/plain")
    knock(f"{TOKEN}-unknown")

    def fail(token: str) -> bool:
        raise OperationalError(f"while looking for /callbacks/{token}")

    monkeypatch.setattr(callbacks, "called_back", fail)
    knock()
    assert "/callbacks/[masked]" in written.getvalue()
    assert TOKEN not in written.getvalue()
