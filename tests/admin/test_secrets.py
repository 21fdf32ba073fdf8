"""The gateway's key and people's passwords are on no page."""

from __future__ import annotations

import pytest

from generations.models import GatewayAccount, SubmitAttempt
from tests.api.caller import Caller

from .operators import failed, person_path, request_path
from .test_rooms import ROOMS

KEY = "a-very-secret-gateway-key"


@pytest.fixture
def live(studio, settings):
    """A studio with a key, which somebody wrote where it does not belong."""
    settings.GATEWAY_KEY = KEY


def test_no_page_shows_the_key(live, boss, alice, settings):
    row = failed(alice)
    clip = Caller(alice).keep_clip()
    SubmitAttempt.objects.update(message=f"Bearer {KEY} is unknown")
    account = GatewayAccount.objects.get()
    GatewayAccount.objects.update(breaker_text=f"{KEY}?", breaker_code="401")
    settings.SANDBOX = False
    pages = [
        *ROOMS,
        request_path(row),
        person_path(alice),
        f"generations/gatewayaccount/{account.pk}/change/",
        f"generations/video/{clip.pk}/change/",
    ]
    for path in pages:
        page = boss.get(path)
        assert page.status_code == 200, path
        assert KEY not in page.text, path


def test_a_persons_page_shows_no_password(boss, alice):
    page = boss.get(person_path(alice)).text
    assert alice.password not in page
    assert "password" not in page.partition('id="content"')[2].lower()


def test_the_settings_account_is_read_and_the_panels_own_is_changed(boss, studio):
    described = GatewayAccount.objects.get()
    path = f"generations/gatewayaccount/{described.pk}/change/"
    assert boss.get(path).status_code == 200
    assert boss.post(path, concurrency=9, enabled="on").status_code == 403
    own = GatewayAccount.objects.create(
        name="Second", source="admin", sandbox=True, base_url="http://x", concurrency=2
    )
    path = f"generations/gatewayaccount/{own.pk}/change/"
    form = {"name": "Second", "base_url": "http://x", "endpoint_path": "p", "key": KEY}
    assert boss.post(path, concurrency=9, enabled="on", **form).status_code == 302
    own.refresh_from_db()
    assert (own.concurrency, own.learned_limit) == (9, 9)
    described.refresh_from_db()
    assert described.concurrency == 5
