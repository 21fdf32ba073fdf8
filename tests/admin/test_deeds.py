"""What operators do to requests, people and clips, each with a reason."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from generations.models import Generation, Lane, LedgerEntry, State, Wallet
from kling_site.accounts.models import User
from tests.api.caller import Caller
from tests.engine.studio import ask

from .operators import failed, person_path, request_path, running, sent, shelved

WHY = {"reason": "They asked for it"}


def do(desk: Any, row: Generation, deed: str) -> Any:
    answer = desk.post(request_path(row, deed), **WHY)
    row.refresh_from_db()
    return answer


def held(person: Any) -> Decimal:
    return Wallet.objects.of(person.pk, sandbox=True).held


@pytest.mark.parametrize("make", [running, shelved])
def test_a_look_is_due_at_once_and_nothing_else_changes(chief, alice, make):
    row = make(alice)
    before = (row.state, row.lease_token, row.attempts.count())
    assert row.next_action_at > timezone.now() + timedelta(seconds=1)
    assert do(chief, row, "look-up").status_code == 302
    assert row.next_action_at <= timezone.now()
    assert (row.state, row.lease_token, row.attempts.count()) == before


@pytest.mark.parametrize("make", [ask, sent, failed])
def test_what_has_no_next_look_is_not_looked_up(chief, alice, make):
    row = make(alice)
    due = row.next_action_at
    assert "nothing to look up" in do(chief, row, "look-up").text
    assert row.next_action_at == due


def test_a_row_that_a_process_holds_is_left_to_it(chief, alice):
    row = running(alice)
    Generation.objects.filter(pk=row.pk).update(holder="host/1")
    assert "in hand at this moment" in do(chief, row, "look-up").text


def test_what_is_marked_as_lost_gives_its_hold_back(chief, alice):
    row = shelved(alice)
    assert do(chief, row, "give-up").status_code == 302
    assert (row.state, row.reason_code) == (State.FAILED, "lost")
    assert held(alice) == 0
    assert WHY["reason"] in chief.get(request_path(row)).text


@pytest.mark.parametrize("make", [ask, running, failed])
def test_only_what_needs_attention_is_marked_as_lost(chief, alice, make):
    row = make(alice)
    state = row.state
    assert "only what needs attention" in do(chief, row, "give-up").text
    assert row.state == state


def test_a_waiting_request_is_cancelled(chief, alice):
    row = ask(alice)
    assert do(chief, row, "cancel").status_code == 302
    assert (row.state, held(alice)) == (State.CANCELLED, 0)


def test_a_running_request_is_not_cancelled(chief, alice):
    row = running(alice)
    assert "cannot stop a running task" in do(chief, row, "cancel").text
    assert row.state == State.RUNNING


@pytest.mark.parametrize("deed", ["look-up", "give-up", "cancel"])
def test_no_deed_is_done_without_a_reason(chief, alice, deed):
    row = shelved(alice)
    chief.post(request_path(row, deed), reason="")
    assert not LogEntry.objects.exists()
    row.refresh_from_db()
    assert row.state == State.ATTENTION


def test_credits_are_granted_and_taken_with_a_reason(chief, alice):
    for direction, amount in (("grant", "12.50"), ("take", "2.50")):
        form = {"direction": direction, "amount": amount, **WHY}
        assert chief.post(person_path(alice, "adjust"), **form).status_code == 302
    lines = LedgerEntry.objects.filter(actor="oscar@example.com").order_by("id")
    assert [(line.kind, line.amount) for line in lines] == [
        ("grant", Decimal("12.50")),
        ("take", Decimal("2.50")),
    ]
    assert WHY["reason"] in chief.get(person_path(alice)).text


def test_no_more_credits_are_taken_than_are_free(chief, alice):
    form = {"direction": "take", "amount": "1000.01", **WHY}
    assert "you have 1000.00" in chief.post(person_path(alice, "adjust"), **form).text


def test_a_persons_turns_are_set(chief, alice):
    form = {"weight": "2", "running_cap": "3", **WHY}
    assert chief.post(person_path(alice, "turns"), **form).status_code == 302
    lane = Lane.objects.of(alice.pk, sandbox=True)
    assert (lane.weight, lane.running_cap) == (2.0, 3)
    assert chief.post(person_path(alice, "turns"), weight="0", **WHY).status_code == 200


def test_a_blocked_person_has_no_way_in_left(chief, alice):
    phone, browser = Caller(alice), Client()
    browser.force_login(alice, "allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/api/v1/me/").status_code == 200
    assert chief.post(person_path(alice, "block"), **WHY).status_code == 302
    assert phone.get("me/").status_code == 401
    assert browser.get("/api/v1/me/").status_code == 401
    chief.post(person_path(alice, "unblock"), **WHY)
    assert User.objects.get(pk=alice.pk).is_active
    assert phone.get("me/").status_code == 401
    assert browser.get("/api/v1/me/").status_code == 401


def test_nobody_shuts_themselves_out(chief):
    told = chief.post(person_path(chief.user, "block"), **WHY).text
    assert "You would shut yourself out" in told
    assert chief.get().status_code == 200


def test_a_clip_is_taken_down_and_put_back(chief, alice):
    clip = Caller(alice).keep_clip()
    for deed, is_trashed in (("take-down", True), ("put-back", False)):
        path = f"generations/video/{clip.pk}/{deed}/"
        assert chief.post(path, **WHY).status_code == 302
        clip.refresh_from_db()
        assert (clip.trashed_at is not None) is is_trashed
    assert LogEntry.objects.count() == 2
