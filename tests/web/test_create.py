from __future__ import annotations

import re
from decimal import Decimal

import pytest

from generations.capability.reading.fields import KINDS
from generations.models import State
from generations.services.credits import adjust_credits
from tests.web.visitor import CREATE, FORM, signed_in

from .pages import Page


def test_the_form_makes_a_job_and_stays_filled(alice):
    answer = alice.generate()
    [job] = alice.jobs()
    assert (answer.status_code, job.state) == (302, State.QUEUED)
    assert job.request == {
        "kind": "text2video",
        **{name: FORM[name] for name in ("model", "mode", "prompt", "aspect_ratio")},
        "duration": 5,
    }
    assert FORM["prompt"] in alice.see(answer.url).text


def test_a_form_sent_twice_makes_one_job(alice):
    answers = [alice.generate() for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert len(alice.jobs()) == 1


def test_a_form_sent_again_with_other_words_asks_before_it_makes_another(alice):
    alice.generate()
    answer = alice.generate(prompt="A paper ship")
    assert (answer.status_code, len(alice.jobs())) == (400, 1)
    assert "sent before" in answer.text
    assert 'value="one-asking"' not in answer.text


def test_every_problem_is_told_at_once_and_nothing_made(alice):
    answer = alice.generate(prompt="", cfg_scale="0.5", sound="on")
    assert (answer.status_code, alice.jobs()) == (400, [])
    for name in ("prompt", "cfg_scale", "sound"):
        assert f'id="problems-{name}"' in answer.text
    assert answer.text.count("Only v1.6 has this setting") >= 1
    assert answer.text.count("Only v2.6 makes sound") >= 1


def test_a_way_out_changes_the_form_and_makes_nothing(alice):
    answer = alice.generate(set='{"model": "v2.6", "mode": "pro"}')
    assert (answer.status_code, alice.jobs()) == (200, [])
    assert '<option value="v2.6"' in answer.text
    assert FORM["prompt"] in answer.text


@pytest.mark.parametrize(
    "way",
    [
        "",
        "[1]",
        '{"kind": 1}',
        '{"model": {}, "mode": [1], "duration": true}',
        "{",
        "[" * 100_000,
        '{"prompt":' * 1000,
        '{"duration": ' + "9" * 3000 + "}",
        '{"model": "' + "x" * 5000 + '"}',
    ],
)
def test_a_way_out_that_is_none_changes_nothing(alice, way):
    answer = alice.generate(set=way)
    assert answer.status_code == 200
    assert re.search('<option value="v2.5-turbo"\\s+selected', answer.text)
    assert FORM["prompt"] in answer.text


def test_halves_of_a_pair_are_left_out_of_what_a_way_out_sets(alice):
    assert alice.generate(set='{"model": "\\ud800"}').status_code == 200
    answer = alice.generate(set='{"prompt": "A boat\\ud800, slow"}')
    assert (answer.status_code, "A boat, slow" in answer.text) == (200, True)


def test_a_character_that_cannot_be_kept_is_told_and_left_out(alice):
    answer = alice.generate(prompt="A paper\0 boat", cfg_scale="0.5")
    assert (answer.status_code, alice.jobs()) == (400, [])
    assert "cannot be kept" in answer.text
    assert "Only v1.6 has this setting" in answer.text
    assert "A paper boat" in answer.text
    assert re.search(r'aria-invalid="true">\s*A paper boat', answer.text)


def test_a_key_that_is_not_ours_is_renewed_and_the_words_stay(alice):
    answer = alice.generate(key="k" * 65)
    assert (answer.status_code, alice.jobs()) == (400, [])
    assert "did not arrive whole" in answer.text
    assert FORM["prompt"] in answer.text
    assert "k" * 65 not in answer.text


def test_a_control_that_the_model_closes_says_why_and_leads_out(alice):
    page = alice.see(f"{CREATE}?model=v1.6&mode=std").text
    assert "Only v2.6 makes sound." in page
    assert "Switch to v2.6 pro" in page


def test_the_controls_alone_name_what_a_change_of_model_drops(alice):
    found = alice.see(f"{CREATE}choices/?model=v2.6&cfg_scale=0.5").text
    assert 'data-dropped="Prompt strength"' in found
    assert "<html" not in found


def test_a_price_that_rose_meanwhile_is_shown_before_it_is_paid(alice):
    answer = alice.generate(max_credits="0.50")
    assert (answer.status_code, alice.jobs()) == (400, [])
    assert "The price has changed" in answer.text


def test_without_credits_it_says_so_calmly(alice):
    adjust_credits(alice.id, Decimal(-990), reason="Spent", actor="test")
    answer = alice.generate(model="v2.1-master", mode="", duration="10")
    assert "You need 20.00 credits, you have 10.00." in answer.text


def test_an_earlier_request_fills_the_form(alice):
    job = alice.ask(model="v1.6", mode="pro", cfg_scale=0.7, negative_prompt="Rain")
    page = alice.see(f"{CREATE}?from={job.pk}").text
    for value in (job.prompt, 'value="0.7"', "Rain", '<option value="v1.6"'):
        assert value in page


def test_another_persons_request_fills_nothing(alice, bob):
    job = alice.ask()
    assert bob.see(f"{CREATE}?from={job.pk}").status_code == 404
    assert alice.see(f"{CREATE}?from=no-id").status_code == 200


def test_what_is_being_made_takes_the_place_of_the_examples(alice):
    assert "Make your first clip" in alice.see("/create/stage/").text
    alice.generate()
    stage = alice.see("/create/stage/").text
    assert "Your clip is on its way" in stage
    assert "Make your first clip" not in stage


def test_somebody_new_gets_examples_that_run_as_they_stand(alice):
    page = alice.see("/").text
    assert page.count("Run · 1.50 credits") == 3
    alice.generate(key="other")
    assert "Run ·" not in alice.see("/").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/create/text2video", 200),
        ("/create/image2video/", 200),
        ("/create/nothing/", 404),
        ("/create/nothing/choices/", 404),
        ("/create/stage/", 200),
    ],
)
def test_addresses_answer_with_and_without_their_kind(alice, path, status):
    assert alice.see(path).status_code == status


@pytest.mark.parametrize("path", ["/create", "/create/"])
def test_create_alone_leads_to_a_kind(alice, path):
    answer = alice.see(path)
    assert (answer.status_code, answer.url) == (302, CREATE)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_kind_that_opens_later_is_called_as_people_call_it(alice, kind):
    page = alice.see(f"/create/{kind}/").text
    assert "is not offered by this studio now" in page
    assert f"{kind} is not" not in page


def test_a_kind_that_opens_later_takes_no_form(alice):
    assert alice.send("/create/image2video/", **FORM).status_code == 404


def test_a_form_from_elsewhere_is_refused(alice):
    strict = signed_in(alice.user, enforce_csrf_checks=True)
    assert strict.post(CREATE, FORM).status_code == 403
    assert alice.jobs() == []


def test_who_is_not_signed_in_is_sent_to_the_gate(client, studio):
    assert client.get(CREATE).status_code == 302


def test_the_page_keeps_to_the_policy(alice):
    alice.keep_clip()
    assert Page(alice.see(CREATE).text).inline == []


def test_a_long_line_costs_no_more_queries(alice):
    alice.ask()
    few = alice.queries_of(CREATE)
    for _ in range(8):
        alice.ask()
    assert alice.queries_of(CREATE) == few <= 24


@pytest.mark.parametrize("prompt", ["\0", "\ud800", "x" * 20_000, "<script>"])
def test_odd_words_are_refused_or_kept_but_break_nothing(alice, prompt):
    answer = alice.send_odd(CREATE, **{**FORM, "prompt": prompt})
    assert answer.status_code in (302, 400)
