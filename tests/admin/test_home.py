"""The first page counts what is under way, and every figure leads to its rows."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from generations.admin.home import Figure
from generations.models import Cause, Generation
from generations.services.endings import fail
from generations.services.overview import overview
from tests.engine.studio import ask

from .operators import failed, refused, running, shelved

NONE = timedelta()


def figures(desk) -> dict[str, Figure]:
    return {each.name: each for each in desk.get().context["figures"]}


def test_the_figures_count_what_is_under_way(boss, alice):
    ask(alice)
    running(alice)
    running(alice)
    shelved(alice)
    shown = {name: each.value for name, each in figures(boss).items()}
    assert shown["Slots used"] == "2 / 5"
    assert (shown["Waiting"], shown["Unconfirmed"], shown["Attention"]) == (
        "1",
        "0",
        "1",
    )


def test_refusals_by_content_rules_are_no_failures_of_the_service(boss, alice):
    refused(alice)
    failed(alice)
    row = running(alice)
    fail(row, code="image_refused", text="Too small.", cause=Cause.REQUEST)
    seen = overview()
    assert (seen.ended, seen.failures, seen.refusals) == (3, 1, 1)


def test_every_figure_leads_to_exactly_its_rows(boss, alice):
    ask(alice)
    running(alice)
    shelved(alice)
    refused(alice)
    failed(alice)
    for name in ("Waiting", "Attention", "Failures", "Refused", "Unconfirmed"):
        figure = figures(boss)[name]
        found = boss.client.get(figure.address).context["cl"].result_count
        assert str(found) == figure.value, name
    slots = boss.client.get(figures(boss)["Slots used"].address)
    assert slots.context["cl"].result_count == 1


def test_a_learned_limit_is_called_learned(boss, alice):
    running(alice).account.learn_busy(2, pause=NONE, now=timezone.now())
    figure = figures(boss)["Slots used"]
    assert (figure.value, figure.note) == ("1 / 2", "learned; 5 set")


def test_a_stopped_account_is_the_first_thing_told(boss, alice):
    account = running(alice).account
    account.open_breaker(code="401", text="no", now=timezone.now(), probe_after=NONE)
    figure = figures(boss)["Slots used"]
    assert (figure.tone, figure.note) == ("bad", "account stopped")


def test_an_empty_studio_shows_an_empty_home(boss):
    assert not Generation.objects.exists()
    assert "Nothing waits and nothing runs" in boss.get().text
    assert boss.get("reports/").status_code == 200


def test_what_renews_itself_is_part_of_the_page(boss, alice):
    running(alice)
    live = boss.get("live/").text
    assert 'id="live-figures"' in live
    assert 'id="live-queue"' in live
    assert "<html" not in live
