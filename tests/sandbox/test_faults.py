"""Each fault does what its name says, and the ledger tells the truth about it."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from typing import Any

import pytest

from .caller import FILM, Caller, Clock, until

GONE = (OSError, http.client.HTTPException)


def outcomes(caller: Caller) -> list[str]:
    return [line["outcome"] for line in caller.control.ledger()["creates"]]


def film_url(caller: Caller, clock: Clock) -> Any:
    task_id = caller.create().data["task_id"]
    clock.pass_(3600)
    return caller.query(task_id).data["task_result"]["videos"][0]["url"]


@pytest.mark.parametrize("fault", ["accept_then_close", "accept_then_hang"])
def test_accepted_and_never_answered(caller: Caller, fault):
    caller.control.faults({"fault": fault, "seconds": 0.05})
    with pytest.raises(GONE):
        caller.create(external_task_id="ours-1")
    assert outcomes(caller) == ["accepted"]
    assert caller.query("ours-1").code == 0


@pytest.mark.parametrize("fault", ["drop_request", "hang"])
def test_never_accepted_and_never_answered(caller: Caller, fault):
    caller.control.faults(
        {"fault": fault, "args": {"seconds": 0.05}, "match": {"op": "create"}}
    )
    with pytest.raises(GONE):
        caller.create(external_task_id="ours-1")
    assert outcomes(caller) == ["lost"]
    assert caller.query("ours-1").code == 1203


def test_a_late_acceptance_comes_after_the_client_has_gone(caller: Caller):
    caller.control.faults({"fault": "late_accept", "delay": 0.4})
    impatient = Caller(caller.url, timeout=0.1)
    with pytest.raises(TimeoutError):
        impatient.create(external_task_id="ours-1")
    assert caller.query("ours-1").code == 1203
    assert outcomes(caller) == []
    until(lambda: caller.query("ours-1").code == 0)
    assert outcomes(caller) == ["accepted"]


@pytest.mark.parametrize(
    ("rule", "status", "code", "outcome"),
    [
        ({"fault": "accept_then_500"}, 500, 5000, "accepted"),
        ({"fault": "500_no_accept"}, 500, 5000, "refused"),
        ({"fault": "code", "code": 1102}, 429, 1102, "refused"),
        ({"fault": "code", "code": 9999, "http_status": 418}, 418, 9999, "refused"),
        ({"fault": "storm", "seconds": 60}, 429, 1303, "refused"),
        ({"fault": "dup_reject", "always": True}, 400, 1201, "refused"),
    ],
)
def test_answers_with_codes(caller: Caller, rule, status, code, outcome):
    caller.control.faults(rule)
    reply = caller.create()
    assert (reply.status, reply.code) == (status, code)
    assert outcomes(caller) == [outcome]


def test_a_proxys_page_says_nothing_about_the_task(caller: Caller):
    caller.control.faults({"fault": "html_502", "accepted": True, "times": 1})
    reply = caller.create(external_task_id="ours-1")
    assert (reply.status, reply.headers["Content-Type"]) == (502, "text/html")
    assert caller.query("ours-1").code == 0


def test_a_storm_passes(caller: Caller):
    caller.control.faults({"fault": "storm", "seconds": 0.1})
    assert caller.create().code == 1303
    until(lambda: caller.create().code == 0)


def test_answers_that_name_the_wrong_task(caller: Caller):
    other = caller.create(external_task_id="other").data["task_id"]
    caller.control.faults({"fault": "swap_answers", "times": 1})
    swapped = caller.create(external_task_id="ours-1").data
    assert swapped["task_id"] == other
    assert swapped["task_info"]["external_task_id"] == "other"
    caller.control.faults({"fault": "other_external_id", "match": {"op": "create"}})
    reply = caller.create(external_task_id="ours-2").data
    assert reply["task_info"]["external_task_id"] != "ours-2"
    assert caller.query(reply["task_id"]).code == 0
    caller.control.faults({"fault": "empty_task_id"})
    assert caller.create().data["task_id"] == ""


def test_malformed_bodies_go_out_as_given(caller: Caller):
    caller.control.faults({"fault": "malformed", "body": "]["})
    assert caller.create(external_task_id="ours-1").body == b"]["
    assert caller.query("ours-1").body == b"]["
    assert outcomes(caller) == ["accepted"]


def test_a_known_own_id_is_refused_on_demand(caller: Caller):
    caller.control.faults({"fault": "dup_reject"})
    codes = [caller.create(external_task_id="ours-1").code for _ in range(2)]
    assert codes == [0, 1201]


def test_status_words_and_missing_results_are_only_shown(caller: Caller, clock: Clock):
    task_id = caller.create().data["task_id"]
    clock.pass_(3600)
    caller.control.faults(
        {"fault": "status", "word": "queued2", "times": 1},
        {"fault": "empty_result", "times": 1},
    )
    assert caller.query(task_id).data["task_status"] == "queued2"
    assert caller.query(task_id).data["task_result"]["videos"] == []
    assert caller.query(task_id).data["task_result"]["videos"] != []


def test_a_task_vanishes_and_comes_back(caller: Caller):
    task_id = caller.create().data["task_id"]
    caller.control.faults({"fault": "vanish", "times": 2})
    assert [caller.query(task_id).code for _ in range(3)] == [1203, 1203, 0]


def test_a_doomed_task_fails_with_the_given_words(caller: Caller, clock: Clock):
    caller.control.faults({"fault": "fail", "msg": "<b>no</b>"})
    task_id = caller.create().data["task_id"]
    clock.pass_(3600)
    data = caller.query(task_id).data
    assert (data["task_status"], data["task_status_msg"]) == ("failed", "<b>no</b>")


def test_a_query_can_fail_a_running_task_for_good(caller: Caller):
    task_id = caller.create().data["task_id"]
    rule = {"fault": "fail", "match": {"op": "query"}, "times": 1, "msg": "no"}
    caller.control.faults(rule)
    for _ in range(2):
        assert caller.query(task_id).data["task_status"] == "failed"
    assert caller.control.stats()["live"] == 0


def test_a_stuck_task_keeps_its_slot(caller: Caller, clock: Clock):
    caller.control.faults({"fault": "stuck"})
    task_id = caller.create().data["task_id"]
    clock.pass_(86400)
    assert caller.query(task_id).data["task_status"] == "processing"
    assert caller.control.stats()["live"] == 1


def test_a_slow_answer_is_still_an_answer(caller: Caller):
    caller.control.faults({"fault": "slow", "seconds": 0.2})
    began = time.monotonic()
    assert caller.create().code == 0
    assert time.monotonic() - began >= 0.2


def test_rules_match_by_prompt_own_id_and_count(caller: Caller):
    caller.control.faults(
        {"fault": "500_no_accept", "match": {"prompt": "fox"}, "after": 1, "times": 1},
        {"fault": "code", "code": 1300, "match": {"external_task_id": "ours-9"}},
    )
    codes = [caller.create(prompt).code for prompt in ("fox", "owl", "fox", "fox")]
    assert codes == [0, 0, 5000, 0]
    assert caller.create(external_task_id="ours-9").code == 1300


@pytest.mark.parametrize(
    "rule",
    [
        {"fault": "gremlin"},
        {"fault": "drip", "match": {"op": "create"}},
        {"fault": "hang", "match": {"key": "x"}},
        {"fault": "hang", "seconds": "long"},
    ],
)
def test_a_rule_that_cannot_be_is_refused(caller: Caller, rule):
    with pytest.raises(ValueError, match=r".+"):
        caller.control.faults(rule)


def test_an_expired_address_recovers(caller: Caller, clock: Clock):
    url = film_url(caller, clock)
    caller.control.faults({"fault": "expire_urls", "times": 1})
    assert [caller.file(url).status for _ in range(2)] == [403, 200]


def test_a_film_is_cut_short_with_and_without_its_length(caller: Caller, clock: Clock):
    url = film_url(caller, clock)
    caller.control.faults({"fault": "truncate", "n": 500})
    with pytest.raises(http.client.IncompleteRead):
        caller.file(url)
    caller.control.faults({"fault": "truncate_nolen", "n": 500})
    reply = caller.file(url)
    assert reply.body == FILM[:500]
    assert reply.headers["Content-Length"] is None


def test_a_film_drips(caller: Caller, clock: Clock):
    url = film_url(caller, clock)
    caller.control.faults({"fault": "drip", "every": 60})
    with pytest.raises(TimeoutError):
        Caller(caller.url, timeout=0.2).file(url)


def test_a_film_grows_beyond_what_was_declared(caller: Caller, clock: Clock):
    url = film_url(caller, clock)
    caller.control.faults({"fault": "oversize", "bytes": 3 << 20})
    assert len(caller.file(url).body) == 3 << 20


def test_a_film_is_no_film_or_elsewhere(caller: Caller, clock: Clock):
    url = film_url(caller, clock)
    caller.control.faults({"fault": "not_a_video", "body": "<html>"})
    assert caller.file(url).body == b"<html>"
    caller.control.faults({"fault": "redirect", "url": "http://127.0.0.1:22/"})
    reply = caller.file(url)
    assert (reply.status, reply.headers["Location"]) == (302, "http://127.0.0.1:22/")


def test_clearing_ends_all_faults(caller: Caller):
    caller.control.faults({"fault": "500_no_accept"})
    assert caller.call("DELETE", "/_control/faults").status == 200
    assert caller.create().code == 0


def test_a_late_acceptance_dies_with_the_sandbox(open_sandbox: Callable[..., Caller]):
    caller = open_sandbox()
    caller.control.faults({"fault": "late_accept", "delay": 0.05})
    waiting = caller.in_background(Caller(caller.url, timeout=0.02).create)
    waiting.join()
