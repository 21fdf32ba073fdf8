"""Gateway accounts are kept in the panel; their keys go in and never come out."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from generations import wiring
from generations.models import AccountModel, GatewayAccount
from generations.services.dispatch import dispatch
from kling_site.logs import logging_config
from tests.engine.studio import ask

LIST = "generations/gatewayaccount/"
KEY = "sk-live-4f7a9c20d1e8b356"
FORM = {
    "name": "Second",
    "base_url": "http://127.0.0.1:8701/v1/ai/",
    "endpoint_path": "abc",
    "key": KEY,
    "concurrency": "7",
    "enabled": "on",
}
WHY = {"reason": "Told by the gateway's people"}


def path(account: GatewayAccount, deed: str = "change") -> str:
    return f"{LIST}{account.pk}/{deed}/"


@pytest.fixture
def second(chief) -> GatewayAccount:
    """Return an account as an operator entered it."""
    assert chief.post(f"{LIST}add/", **FORM).status_code == 302
    return GatewayAccount.objects.get(name="Second")


@pytest.fixture
def described(chief) -> GatewayAccount:
    return GatewayAccount.objects.get(source="settings")


def test_an_account_is_entered_and_its_key_is_sealed(second):
    assert (second.base_url, second.endpoint_path) == (FORM["base_url"][:-1], "abc")
    assert (second.concurrency, second.learned_limit, second.sandbox) == (7, 7, True)
    assert KEY not in second.key_sealed
    assert wiring.key_of(second) == KEY
    assert wiring.endpoint_of(second, "v2.6").key == KEY


def test_no_page_and_no_note_shows_the_key(chief, boss, second):
    GatewayAccount.objects.update(breaker_text=f"{KEY} is unknown", breaker_code="401")
    pages = [path(second), LIST, f"{LIST}add/", "", "admin/logentry/"]
    pages += [path(second, deed) for deed in ("name-models", "interfaces")]
    for desk in (chief, boss):
        for page in pages:
            answer = desk.get(page)
            assert answer.status_code == 200, page
            assert KEY not in answer.text, page
    assert "ends in b356" in chief.get(path(second)).text
    assert KEY not in str(list(LogEntry.objects.values_list()))


def test_a_form_that_is_refused_does_not_give_the_key_back(chief):
    page = chief.post(f"{LIST}add/", **FORM | {"base_url": "nowhere"})
    assert page.status_code == 200
    assert KEY not in page.text


def test_the_key_is_masked_in_every_log_line(second):
    config = logging_config([])
    scrub = config["formatters"]["json"]["processors"][-1]
    assert KEY not in scrub(logging.getLogger(), "info", f'{{"event": "{KEY}"}}')


def test_an_empty_key_leaves_the_one_that_is_kept(chief, second):
    chief.post(path(second), **FORM | {"key": "", "name": "Renamed"})
    second.refresh_from_db()
    assert second.name == "Renamed"
    assert wiring.key_of(second) == KEY
    chief.post(path(second), **FORM | {"key": "another-key-entirely"})
    second.refresh_from_db()
    assert wiring.key_of(second) == "another-key-entirely"


def test_a_new_account_needs_a_key(chief):
    page = chief.post(f"{LIST}add/", **FORM | {"key": ""})
    assert "This field is required" in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("base_url", "ftp://gateway.example"),
        ("base_url", "https://me@gateway.example/v1"),
        ("base_url", "http://gateway.example/v1"),
        ("base_url", "https://gateway.example/v1?x=1"),
        ("endpoint_path", ".."),
        ("endpoint_path", "a/b"),
        ("key", "two words"),
        ("key", "schlüssel"),
        ("concurrency", "0"),
        ("concurrency", "99999"),
    ],
)
def test_what_could_not_be_sent_is_refused_at_its_field(chief, field, value):
    page = chief.post(f"{LIST}add/", **FORM | {field: value})
    assert field in page.context["adminform"].form.errors
    assert not GatewayAccount.objects.filter(name="Second").exists()


def test_the_described_account_is_read_only_but_its_models_are_named(chief, described):
    answer = chief.post(path(described), **FORM)
    assert answer.status_code == 403
    named = {"path-v2.6": "xyz", "name-v2.6": "kling-v2-6"}
    assert chief.post(path(described, "name-models"), **named, **WHY).status_code == 302
    assert wiring.endpoint_of(described, "v2.6").path == "xyz"
    assert wiring.wire_name_of(described, "v2.6", "text2video") == "kling-v2-6"
    assert "kling-v2-6" in chief.get(path(described)).text
    described.refresh_from_db()
    assert described.endpoint_path != FORM["endpoint_path"]


def test_a_closed_model_is_opened_again(chief, described):
    later = timezone.now() + timedelta(hours=1)
    AccountModel.objects.create(
        account=described, model="v2.6", closed_until=later, closed_reason="No right."
    )
    assert "No right." in chief.get(path(described)).text
    chief.post(path(described, "reopen-models"), models=["v2.6"], **WHY)
    assert AccountModel.objects.get().closed_until is None
    assert "Open models again" not in chief.get(path(described)).text


def test_interfaces_are_switched_on(chief, described):
    form = {"audition_path": "kling/audio/tts/", "callback_families": ["text2video"]}
    chief.post(path(described, "interfaces"), **form, **WHY)
    described.refresh_from_db()
    assert described.audition_path == "kling/audio/tts"
    assert described.callback_families == ["text2video"]
    assert GatewayAccount.objects.with_audition(sandbox=True).get() == described
    page = chief.get(path(described)).text
    assert "kling/audio/tts" in page
    assert "text2video" in page
    chief.post(path(described, "interfaces"), audition_path="", **WHY)
    assert not GatewayAccount.objects.with_audition(sandbox=True).exists()


@pytest.mark.parametrize("deed", ["name-models", "interfaces"])
def test_support_changes_no_account(support, described, deed):
    assert support.get(LIST).status_code == 403
    assert support.get(f"{LIST}add/").status_code == 403
    assert support.post(f"{LIST}add/", **FORM).status_code == 403
    assert support.post(path(described, deed), **WHY).status_code == 403


class TestRealms:
    """An address decides which realm an account is of."""

    @pytest.mark.parametrize(
        ("address", "rehearses", "is_sandbox"),
        [
            ("https://genaiapi.cloudsway.net/v1/ai", True, False),
            ("https://genaiapi.cloudsway.net/v1/ai", False, False),
            ("http://127.0.0.1:9000/v1/ai", True, True),
            ("http://10.0.0.5:9000/v1/ai", False, True),
            ("http://sandbox:9000/v1/ai", False, True),
        ],
    )
    def test_by_its_host(self, studio, settings, address, rehearses, is_sandbox):
        settings.SANDBOX = rehearses
        if not rehearses:
            settings.GATEWAY_URL = "https://genaiapi.cloudsway.net/v1/ai"
        assert wiring.is_sandbox_address(address) is is_sandbox

    def test_the_host_that_the_variables_name_is_of_the_realm_at_work(self, settings):
        settings.SANDBOX = False
        settings.GATEWAY_URL = "http://127.0.0.1:9000/v1/ai"
        assert not wiring.is_sandbox_address("http://127.0.0.1:9001/v1/ai")
        assert wiring.is_sandbox_address(settings.SANDBOX_URL)

    def test_a_live_key_goes_to_no_sandbox(self, second, settings):
        settings.SANDBOX = False
        settings.GATEWAY_URL = "https://genaiapi.cloudsway.net/v1/ai"
        with pytest.raises(LookupError, match="not of the realm at work"):
            wiring.key_of(second)
        GatewayAccount.objects.filter(pk=second.pk).update(sandbox=False)
        second.refresh_from_db()
        with pytest.raises(LookupError, match="address of the other realm"):
            wiring.key_of(second)

    def test_an_account_of_the_other_realm_rests_and_says_so(self, chief):
        live = FORM | {"base_url": "https://genaiapi.cloudsway.net/v1/ai"}
        page = chief.client.post(f"/admin/{LIST}add/", live, follow=True)
        assert "for live work, and rests until then" in page.text
        account = GatewayAccount.objects.get(name="Second")
        assert not account.sandbox
        assert account not in GatewayAccount.objects.at_work(sandbox=True)


def test_a_key_that_cannot_be_opened_stops_its_account_and_no_other(
    second, described, alice, settings
):
    settings.SECRET_KEY = "another secret than it was sealed with"
    row: Any = ask(alice)
    GatewayAccount.objects.filter(pk=described.pk).update(enabled=False)
    assert dispatch() == 0
    second.refresh_from_db()
    assert second.breaker_code == "no_key"
    assert "Enter it anew" in second.breaker_text
    GatewayAccount.objects.filter(pk=described.pk).update(enabled=True)
    assert dispatch() == 1
    row.refresh_from_db()
    assert row.account == described


def test_a_key_that_is_entered_anew_is_tried_at_once(chief, second):
    second.open_breaker(
        code="401", text="no", now=timezone.now(), probe_after=timedelta(hours=1)
    )
    chief.post(path(second), **FORM)
    second.refresh_from_db()
    assert not second.breaker_is_open
