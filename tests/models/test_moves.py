"""A generation moves only along MOVES, and each move is won by one process."""

from __future__ import annotations

import pytest

from generations.models import (
    ACTIVE,
    FINAL,
    MOVES,
    Event,
    Generation,
    IllegalTransition,
    Lane,
    LeaseLost,
    State,
    Wallet,
)


def test_every_state_is_listed_and_ends_lead_nowhere() -> None:
    assert set(MOVES) == set(State)
    assert {State.SUCCEEDED, State.FAILED, State.CANCELLED} == FINAL


def test_an_end_can_be_reached_from_every_state() -> None:
    reached = set(FINAL)
    for _ in MOVES:
        reached |= {state for state in ACTIVE if MOVES[state] & reached}
    assert reached == set(State)


@pytest.mark.parametrize("target", sorted(set(State) - MOVES[State.QUEUED]))
def test_an_unlisted_move_is_refused(queued: Generation, target: State) -> None:
    with pytest.raises(IllegalTransition):
        queued.move(target)


def test_of_two_that_saw_the_same_row_one_wins(queued: Generation) -> None:
    other = Generation.objects.get(pk=queued.pk)
    queued.move(State.SUBMITTING)
    with pytest.raises(LeaseLost):
        other.move(State.CANCELLED)
    queued.refresh_from_db()
    assert queued.state == State.SUBMITTING


def test_a_claim_takes_the_row_from_whoever_held_it(queued: Generation) -> None:
    queued.move(State.SUBMITTING)
    holder = Generation.objects.get(pk=queued.pk)
    Generation.objects.filter(pk=queued.pk).claim(1, holder.created_at)
    with pytest.raises(LeaseLost):
        holder.move(State.RUNNING)


def test_of_many_workers_with_one_bell_one_begins(queued: Generation) -> None:
    token = queued.lease_token
    copies = [Generation.objects.get(pk=queued.pk) for _ in range(8)]
    begun = 0
    for copy in copies:
        try:
            copy.begin(token)
        except LeaseLost:
            continue
        begun += 1
    assert begun == 1


def test_a_move_that_loses_leaves_no_trace(queued: Generation) -> None:
    other = Generation.objects.get(pk=queued.pk)
    queued.move(State.CANCELLED)
    before = Event.objects.count()
    with pytest.raises(LeaseLost):
        other.move(State.CANCELLED)
    assert Event.objects.count() == before
    assert Lane.objects.get(pk=queued.lane_id).waiting == 0


def test_cancelling_gives_the_hold_back(queued: Generation) -> None:
    queued.move(State.CANCELLED)
    wallet = Wallet.objects.get(owner=queued.owner_id)
    assert (wallet.balance, wallet.held) == (10, 0)


def test_ends_are_final(queued: Generation) -> None:
    queued.move(State.CANCELLED)
    with pytest.raises(IllegalTransition):
        queued.move(State.QUEUED)
