"""What operators say of a request of which nobody knows whether it arrived."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from generations.models import (
    Cause,
    Event,
    GatewayAccount,
    Generation,
    Outcome,
    State,
    Wallet,
)
from generations.services import answers
from generations.services.endings import shelve

from .operators import request_path, running, sent, shelved

WHY = {"reason": "The bill shows it"}
DEEDS = {
    "arrived": "It arrived",
    "never-arrived": "It never arrived",
    "send-again": "Send it again",
}


def in_doubt(owner: Any) -> Generation:
    row = sent(owner)
    answers.doubt(row, row.attempts.get())
    return row


def doubted(owner: Any) -> Generation:
    """Return a request whose time is up, and which may or may not have arrived."""
    row = in_doubt(owner)
    shelve(row, code="unconfirmed", text="Nobody knows.", cause=Cause.GATEWAY)
    return row


def do(desk: Any, row: Generation, deed: str, **form: Any) -> Any:
    answer = desk.post(request_path(row, deed), **WHY, **form)
    row.refresh_from_db()
    return answer


def held(person: Any) -> Any:
    return Wallet.objects.of(person.pk, sandbox=True).held


@pytest.mark.parametrize("make", [in_doubt, doubted])
def test_what_arrived_is_followed(chief, alice, make):
    row = make(alice)
    assert do(chief, row, "arrived", task_id=" task-77 ").status_code == 302
    assert (row.state, row.gateway_task_id) == (State.RUNNING, "task-77")
    assert row.attempts.get().outcome == Outcome.ACCEPTED
    assert WHY["reason"] in chief.get(request_path(row)).text


def test_a_task_that_is_anothers_is_refused(chief, alice):
    theirs, row = running(alice), doubted(alice)
    told = do(chief, row, "arrived", task_id=theirs.gateway_task_id).text
    assert "another request&#x27;s already" in told
    assert row.state == State.ATTENTION


def test_what_never_arrived_gives_its_hold_back(chief, alice):
    row = doubted(alice)
    assert do(chief, row, "never-arrived").status_code == 302
    assert (row.state, row.reason_code) == (State.FAILED, "not_arrived")
    assert row.attempts.get().outcome == Outcome.ABSENT
    assert held(alice) == 0


def test_one_more_sending_is_permitted_under_the_operators_name(chief, alice):
    row = doubted(alice)
    assert do(chief, row, "send-again").status_code == 302
    assert (row.state, held(alice)) == (State.QUEUED, row.credits)
    [permission] = Event.objects.permissions_of(row)
    assert permission.detail == {"by": chief.user.email}
    assert "resend permitted" in chief.get(request_path(row)).text


def test_a_permission_sent_twice_counts_once(chief, alice):
    row = doubted(alice)
    for _ in range(2):
        chief.post(request_path(row, "send-again"), key="0" * 32, **WHY)
    assert Event.objects.permissions_of(row).count() == 1


@pytest.mark.parametrize("deed", ["never-arrived", "send-again"])
@pytest.mark.parametrize("make", [in_doubt, running, shelved])
def test_nothing_is_called_absent_that_may_be_under_way(chief, alice, make, deed):
    row = make(alice)
    state = row.state
    assert do(chief, row, deed).status_code == 200
    assert row.state == state
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("make", [running, shelved])
def test_nothing_that_is_known_is_said_to_have_arrived(chief, alice, make):
    row = make(alice)
    task = row.gateway_task_id
    assert "nobody doubts" in do(chief, row, "arrived", task_id="other").text
    assert row.gateway_task_id == task


def test_the_buttons_stand_where_there_is_a_doubt_and_nowhere_else(chief, alice):
    page = chief.get(request_path(doubted(alice))).text
    assert all(title in page for title in DEEDS.values())
    page = chief.get(request_path(shelved(alice))).text
    assert not any(f">{title}<" in page for title in DEEDS.values())


@pytest.mark.parametrize("deed", DEEDS)
def test_support_may_not_settle(support, alice, deed):
    row = doubted(alice)
    assert support.get(request_path(row, deed)).status_code == 403
    assert do(support, row, deed, task_id="task-1").status_code == 403
    assert row.state == State.ATTENTION


def test_a_request_shows_the_clip_and_the_account_that_it_needs(chief, alice):
    row, account = doubted(alice), GatewayAccount.objects.get()
    Generation.objects.filter(pk=row.pk).update(bound_to=account)
    page = chief.get(request_path(row)).text
    assert account.name in page
    assert "Goes on from" in page
