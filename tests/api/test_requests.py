"""Generations are asked for, followed, cancelled and retried over the API."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generations.errors import PriceChanged
from generations.models import GatewayAccount, Generation, LedgerEntry, State
from generations.services.retry import prepare_retry

from .caller import BODY, Caller, codes


def test_a_request_is_accepted_and_waits_in_line(alice: Caller):
    answer = alice.post("generations/", BODY | {"title": "Boat", "metadata": {"n": 1}})
    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["Location"] == made["links"]["self"]
    assert made["state"] == "queued"
    assert made["final"] is False
    assert made["title"] == "Boat"
    assert made["metadata"] == {"n": 1}
    assert made["price"] == {"credits": "1.50", "state": "held"}
    assert made["queue"]["position"] == made["queue"]["own_position"] == 1
    assert made["queue"]["reason"]["code"] == "next"
    assert made["queue"]["starts"]["earliest"] < made["queue"]["starts"]["latest"]
    assert made["links"]["cancel"]
    assert made["links"]["retry"] is None


def test_its_request_can_be_sent_again_unchanged(alice: Caller):
    made = alice.post("generations/", BODY).json()
    again = alice.post("generations/", made["request"])
    assert again.status_code == 201
    assert again.json()["request"] == made["request"]


def test_a_bad_request_names_every_problem_and_makes_nothing(alice: Caller):
    answer = alice.post(
        "generations/", BODY | {"prompt": " ", "durashun": 5, "callback_url": "x"}
    )
    assert answer.status_code == 400
    assert codes(answer) == {
        ("prompt", "empty"),
        ("durashun", "unknown_field"),
        ("callback_url", "set_by_studio"),
    }
    assert not Generation.objects.exists()
    assert not LedgerEntry.objects.filter(kind="hold").exists()


def test_the_same_key_makes_one_generation(alice: Caller):
    first = alice.post("generations/", BODY, Idempotency_Key="k-1")
    again = alice.post("generations", BODY, Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Generation.objects.count() == 1


def test_a_key_shows_the_generation_as_it_is_now(alice: Caller):
    alice.post("generations/", BODY, Idempotency_Key="k-1")
    Generation.objects.get().move(State.CANCELLED)
    again = alice.post("generations/", BODY, Idempotency_Key="k-1")
    assert again.json()["state"] == "cancelled"


def test_a_key_with_another_body_is_refused(alice: Caller):
    alice.post("generations/", BODY, Idempotency_Key="k-1")
    other = alice.post("generations/", BODY | {"duration": 10}, Idempotency_Key="k-1")
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_mismatch"


def test_a_key_belongs_to_one_person(alice: Caller, bob: Caller):
    alice.post("generations/", BODY, Idempotency_Key="k-1")
    other = bob.post("generations/", BODY, Idempotency_Key="k-1")
    assert other.status_code == 201
    assert "Idempotency-Replayed" not in other.headers


@pytest.mark.parametrize("key", ["", "x" * 256, "naïve", "tab\there"])
def test_a_key_that_is_not_plain_text_is_refused(alice: Caller, key: str):
    answer = alice.post("generations/", BODY, Idempotency_Key=key)
    assert answer.status_code == 400
    assert codes(answer) == {("Idempotency-Key", "bad_header")}


def test_cancelling_takes_it_out_of_the_line(alice: Caller):
    first, second = alice.ask(), alice.ask()
    answer = alice.post(f"generations/{first.pk}/cancel/")
    assert answer.status_code == 200
    assert answer.json()["state"] == "cancelled"
    assert answer.json()["price"]["state"] == "released"
    left = alice.get(f"generations/{second.pk}/").json()
    assert left["queue"]["position"] == 1


def test_what_was_sent_cannot_be_cancelled_and_says_why(alice: Caller):
    generation = alice.ask()
    Generation.objects.filter(pk=generation.pk).update(state=State.RUNNING)
    answer = alice.post(f"generations/{generation.pk}/cancel")
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_cancellable"
    assert "1.50 credits" in answer.json()["detail"]


def test_a_retry_is_a_new_generation_that_names_the_old_one(alice: Caller):
    failed = alice.ask_for_failure()
    path = f"generations/{failed.pk}/retry/"
    answer = alice.post(path, Idempotency_Key="again")
    assert answer.status_code == 201
    assert answer.json()["retry_of"] == str(failed.pk)
    repeat = alice.post(path, Idempotency_Key="again")
    assert repeat.json()["id"] == answer.json()["id"]


def test_only_what_failed_can_be_retried(alice: Caller):
    answer = alice.post(f"generations/{alice.ask().pk}/retry/")
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_retryable"


def test_calls_that_take_no_fields_refuse_them(alice: Caller):
    answer = alice.post(f"generations/{alice.ask().pk}/cancel/", {"why": "tired"})
    assert answer.status_code == 400
    assert codes(answer) == {("why", "unknown_field")}


def test_a_title_and_hiding_are_all_one_may_change(alice: Caller):
    path = f"generations/{alice.ask().pk}/"
    changed = alice.patch(path, {"title": "  Mine ", "hidden": True}).json()
    assert (changed["title"], changed["hidden"]) == ("Mine", True)
    assert alice.patch(path, {"title": None}).json()["title"] == ""
    for field in ("state", "owner", "credits", "sandbox", "own_id", "request"):
        assert codes(alice.patch(path, {field: "x"})) == {(field, "unknown_field")}


def test_hidden_ones_are_left_out_unless_asked_for(alice: Caller):
    shown, hidden = alice.ask(), alice.ask()
    alice.patch(f"generations/{hidden.pk}/", {"hidden": True})
    assert ids(alice.get("generations/")) == [str(shown.pk)]
    everything = ids(alice.get("generations/?hidden=true"))
    assert everything == [str(hidden.pk), str(shown.pk)]


def test_lists_narrow_down_by_state_kind_and_model(alice: Caller):
    waiting = alice.ask()
    cancelled = alice.ask_for_failure()
    other = alice.ask(model="v2.6", mode="pro")
    assert ids(alice.get("generations/?state=cancelled")) == [str(cancelled.pk)]
    both = ids(alice.get("generations/?state=cancelled,queued&kind=text2video"))
    assert len(both) == 3
    assert ids(alice.get("generations/?model=v2.6")) == [str(other.pk)]
    active = ids(alice.get("generations/?active=true"))
    assert active == [str(other.pk), str(waiting.pk)]


def test_nobody_sees_anothers_generations(alice: Caller, bob: Caller):
    alice.ask()
    assert ids(bob.get("generations/")) == []


def test_everyone_has_a_place_among_all_and_among_their_own(alice: Caller, bob: Caller):
    for _ in range(3):
        alice.ask()
    mine = bob.ask()
    queue = bob.get(f"generations/{mine.pk}/").json()["queue"]
    assert queue["own_position"] == 1
    assert queue["position"] == 2


def test_a_stopped_account_is_told_as_the_reason(alice: Caller):
    GatewayAccount.objects.update(breaker_opened_at="2026-01-01T00:00:00Z")
    queue = alice.post("generations/", BODY).json()["queue"]
    assert queue["reason"]["code"] == "account_stopped"
    assert queue["starts"] is None


def test_full_slots_are_told_as_the_reason(alice: Caller, bob: Caller):
    account = GatewayAccount.objects.get()
    GatewayAccount.objects.update(concurrency=2, learned_limit=2)
    for _ in range(2):
        running = bob.ask()
        Generation.objects.filter(pk=running.pk).update(
            state=State.RUNNING, account=account, gateway_task_id=str(running.pk)
        )
    queue = alice.post("generations/", BODY).json()["queue"]
    assert queue["reason"]["code"] == "waiting_for_slot"
    assert queue["reason"]["text"] == "All 2 slots are in use."


def test_a_finished_generation_carries_its_videos(alice: Caller):
    video = alice.keep_clip()
    shown = alice.get(f"generations/{video.generation_id}/").json()
    assert shown["videos"] == [alice.get(f"videos/{video.pk}/").json()]
    assert shown["queue"] is None
    assert shown["final"] is True


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_what_was_made_in_rehearsal_is_not_bought_again_for_money(
    alice: Caller, settings
):
    failed = alice.ask()
    failed.move(State.CANCELLED)
    settings.SANDBOX = False
    answer = alice.post(f"generations/{failed.pk}/retry/")
    assert (answer.status_code, answer.json()["code"]) == (409, "sandbox_mismatch")


def test_a_retry_agrees_to_no_more_than_it_was_told(alice: Caller):
    failed = alice.ask()
    failed.move(State.CANCELLED)
    with pytest.raises(PriceChanged):
        prepare_retry(failed, max_credits=Decimal("0.01"))
    assert prepare_retry(failed, max_credits=failed.credits).price == failed.credits
