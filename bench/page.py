"""The gallery page with fifty cards, as a browser asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.test import Client

from .calls import Caller
from .clips import Gallery
from .people import make_people
from .rounds import by_turns
from .rows import Row

PAGE, FLOOR = "/gallery/", "/healthz"
PEOPLE, MINE, ALL = 1000, 600, 100_000
CARDS = 50
TOKEN = "t" * 32
ROUNDS, CALLS = 15, 8


def run() -> Iterator[Row]:
    """Yield what a page costs among many clips, for whoever has many of them.

    Told beside it: what it costs somebody with few, and what any answer to somebody
    who is signed in costs, which says how fast this machine is at the moment.
    """
    people = make_people(PEOPLE)
    gallery = Gallery(people)
    gallery.add(MINE, people[0])
    gallery.add(ALL - MINE)
    many, few = Browser(people[0]), Browser(people[1])
    same_kind(many)
    cpu = by_turns(
        {
            "many": lambda: many.get(PAGE),
            "few": lambda: few.get(PAGE),
            "floor": lambda: many.get(FLOOR),
        },
        rounds=ROUNDS,
        calls=CALLS,
    )
    yield Row(
        "page",
        f"gallery page, {CARDS} cards at {ALL:,} clips",
        cpu["many"],
        unit="ms",
        at_most=8,
        figures={f"{name}_cpu_ms": round(spent, 3) for name, spent in cpu.items()},
    )


class Browser(Caller):
    """Somebody with a session."""

    def __init__(self, person: Any) -> None:
        super().__init__("")
        client = Client()
        client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
        self._cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def _environ(self, method: str, address: str, body: bytes) -> dict[str, Any]:
        environ = super()._environ(method, address, body)
        del environ["HTTP_AUTHORIZATION"]
        # A browser that has seen a page has its CSRF cookie, too.
        cookie = f"{settings.SESSION_COOKIE_NAME}={self._cookie}; csrftoken={TOKEN}"
        return environ | {"HTTP_COOKIE": cookie, "HTTP_ACCEPT": "text/html"}


def same_kind(browser: Browser) -> None:
    """Refuse to measure anything but a whole page."""
    answer = browser.get(PAGE)
    if answer.status != 200 or answer.body.count(b'id="tile-') != CARDS:
        raise ValueError("The page is not whole.")
