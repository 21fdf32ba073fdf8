"""Every page of the studio is sound: axe, the console, a narrow screen, a picture."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from generations.models import Charged, Generation, State
from generations.services.edit import edit_video
from generations.services.trash import trash_video
from tests.api.caller import BODY, Caller
from tests.api.conftest import studio
from tests.engine.studio import person

from .looking import axe, nothing_sideways, shot
from .stock import keep

__all__ = ["studio"]

pytestmark = pytest.mark.browser

REASON = "The gateway's content rules stopped it while it was made (it did not say \
which word). Nothing was charged. Change the prompt and try again."


@pytest.fixture
def look(site, page):
    def look(path, name):
        page.goto(f"{site}{path}")
        axe(page)
        nothing_sideways(page)
        shot(page, name)

    return look


@pytest.fixture
def alice(studio, sign_in):
    alice = person()
    sign_in(alice)
    return alice


def put(user, **columns):
    """Have a job that stands somewhere along its way."""
    job = Caller(user).ask(prompt=columns.pop("prompt", BODY["prompt"]))
    Generation.objects.filter(pk=job.pk).update(**columns)


def a_full_day(user):
    """Have clips, and a job in every state."""
    now = timezone.now()
    made = {"state": State.RUNNING, "expected_p50": 180, "expected_p90": 300}
    put(user, prompt="Sparks over a night market", submitted_at=now,
        running_at=now - timedelta(seconds=130), **made)  # fmt: skip
    put(user, prompt="A tram in the rain", running_at=now - timedelta(seconds=400),
        submitted_at=now, **made)  # fmt: skip
    put(user, state=State.SAVING, prompt="Paper boats")
    put(user, state=State.UNCONFIRMED, prompt="Night bus window, rain")
    put(user, state=State.ATTENTION, prompt="Smoke in a shaft of light")
    put(user, state=State.FAILED, prompt="Copper dunes", reason_code="content_refused",
        reason_text=REASON, reason_charged=Charged.NO)  # fmt: skip
    put(user, state=State.CANCELLED, prompt="Fog")
    for prompt in ("Moonrise over a black sea", "Wet asphalt, neon, slow pan"):
        put(user, prompt=prompt)
    return [keep(user, number) for number in range(9)]


def test_somebody_new_finds_a_way_to_begin_everywhere(alice, look):
    look("/", "create-new")
    look("/queue/", "queue-new")
    look("/gallery/", "gallery-new")
    look("/gallery/?trashed=true", "trash-new")
    look("/usage/", "usage-new")


def test_the_pages_of_a_full_day(alice, look):
    videos = a_full_day(alice)
    trash_video(videos.pop())
    look("/create/text2video/?model=v2.5-turbo", "create")
    look("/queue/", "queue")
    look("/gallery/", "gallery")
    look("/gallery/?trashed=true", "trash")
    look("/gallery/?search=zeppelin", "gallery-nothing")
    look("/usage/", "usage")
    for number, video in enumerate(videos[-3:]):
        look(f"/videos/{video.pk}/", f"clip-{number}")


def test_pages_for_what_is_not_there(alice, look, guard):
    guard.expect(404, "/nowhere/")
    look("/nowhere/", "404")
    look("/create/image2video/", "create-closed")


def test_a_form_full_of_mistakes(alice, site, page):
    page.goto(f"{site}/create/text2video/?model=v1.6")
    page.get_by_label("Prompt", exact=True).fill("x" * 2501)
    page.get_by_text("Advanced").click()
    page.get_by_label("Prompt strength").fill("7")
    expect(page.locator("#problems-cfg_scale p")).to_be_visible()
    axe(page)
    nothing_sideways(page)
    shot(page, "create-mistakes")


LETTERS = "x" * 200


@pytest.mark.parametrize(
    "path",
    [
        f"/gallery/?search={LETTERS[1:]}y",
        f"/gallery/?model={LETTERS}",
        "/gallery/",
        "/queue/",
        "/create/text2video/",
    ],
)
def test_one_long_word_widens_no_page(alice, site, page, path):
    edit_video(keep(alice, prompt=LETTERS), title=LETTERS)
    put(alice, prompt=LETTERS)
    page.goto(f"{site}{path}")
    nothing_sideways(page)
