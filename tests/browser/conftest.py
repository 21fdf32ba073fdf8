"""A real Chromium in front of the site, and people who are signed in there.

`site` is the site in this process, whose event stream ends at once; what is about
live pages starts a whole studio instead (`tests.studio.running`).
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from .guard import Guard
from .looking import WIDE

# Playwright's loop runs in this thread, where Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-audio-output",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def give_up_priorities() -> None:
    """Have no child of this process go before everything else on the machine.

    Run as root, Chromium gives its threads of sound a real-time priority. One of them
    that spun after a jump of the clock starved a whole machine for half an hour, the
    timeouts of the tests included. Elsewhere there is nothing to give up.
    """
    drop_from_the_bounding_set, may_set_priorities = 24, 23
    libc = ctypes.CDLL(None)
    libc.prctl(drop_from_the_bounding_set, may_set_priorities, 0, 0, 0)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("NO CHROMIUM HERE: what pages do in a browser is not tested")
    give_up_priorities()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Fail the test on anything that a page complained about unexpectedly."""
    guard = Guard()
    yield guard
    assert guard.complaints == []


@pytest.fixture
def context(chromium: Browser, guard: Guard) -> Iterator[BrowserContext]:
    width, height = WIDE
    context = chromium.new_context(viewport={"width": width, "height": height})
    context.on("page", guard.listen)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the site served from the test's own database."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def sign_in(site: str, context: BrowserContext) -> Callable[[Any], None]:
    """Return what gives the browser a session of somebody, without the sign-in page."""

    def signed_in(user: Any) -> None:
        client = Client()
        client.force_login(user, site_settings.AUTHENTICATION_BACKENDS[0])
        name = site_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": site}
        context.add_cookies([cookie])  # type: ignore[list-item]

    return signed_in
