"""A page of 50 clips, against a stock page with the same fields and data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .calls import Caller
from .clips import Gallery
from .people import make_people, token_of
from .rounds import by_turns
from .rows import Row

OURS = "/api/v1/videos/?page_size=50"
STOCK = "/stock/videos/?page_size=50"
PEOPLE, MINE, FEW, MANY = 1000, 600, 1000, 100_000
DEEP = 10
ROUNDS, CALLS = 15, 8


def run() -> Iterator[Row]:
    """Yield how our page compares to the stock one, to a deep one, to few clips."""
    people = make_people(PEOPLE)
    caller = Caller(token_of(people[0]))
    gallery = Gallery(people)
    gallery.add(MINE, people[0])
    gallery.add(FEW - MINE)
    with smaller_copy() as while_small:
        gallery.add(MANY - FEW)
        same_document(caller)
        yield from _rows(caller, deep_page(caller), while_small)


def _rows(
    caller: Caller, deep: str, while_small: Callable[[Callable[[], Any]], Any]
) -> Iterator[Row]:
    cpu = by_turns(
        {
            "ours": lambda: caller.get(OURS),
            "stock": lambda: caller.get(STOCK),
            "deep": lambda: caller.get(deep),
            "few": lambda: while_small(lambda: caller.get(OURS)),
        },
        rounds=ROUNDS,
        calls=CALLS,
    )
    told = {f"{name}_cpu_ms": round(spent, 3) for name, spent in cpu.items()}
    yield Row(
        "gallery",
        f"page of 50 at {MANY:,} clips, by a stock page",
        cpu["ours"] / cpu["stock"],
        at_most=0.4,
        figures=told,
    )
    yield Row(
        "gallery", f"page {DEEP + 1}, by the first", cpu["deep"] / cpu["ours"],
        at_most=1.2,
    )  # fmt: skip
    yield Row(
        "gallery", f"at {MANY:,} clips, by {FEW:,}", cpu["ours"] / cpu["few"],
        at_most=1.2,
    )  # fmt: skip
    asked = max(len(queries_of(caller, size)) for size in (1, 50, 200))
    yield Row("gallery", "queries beyond authentication", asked, unit="", at_most=3)


def same_document(caller: Caller) -> None:
    """Refuse to compare pages that do not tell the same."""
    ours, stock = caller.get(OURS), caller.get(STOCK)
    if ours.json["results"] != stock.json["results"] or len(ours.json["results"]) != 50:
        raise ValueError("The two pages differ.")


def deep_page(caller: Caller) -> str:
    """Return the address of a page far down the list."""
    address = OURS
    for _ in range(DEEP):
        parts = urlsplit(caller.get(address).json["next"])
        address = f"{parts.path}?{parts.query}"
    return address


def queries_of(caller: Caller, size: int) -> list[str]:
    """Return what a page asks the database, beyond who is calling."""
    with CaptureQueriesContext(connection) as asked:
        caller.get(f"/api/v1/videos/?page_size={size}")
    return [query["sql"] for query in asked if "accounts_apitoken" not in query["sql"]]


@contextmanager
def smaller_copy() -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Keep the database as it is now; yields a way to call something on that."""
    connection.ensure_connection()
    path = Path(settings.STUDIO_DATA_DIR) / "smaller.sqlite3"
    connection.connection.execute("VACUUM INTO ?", [str(path)])
    parameters = connection.get_connection_params() | {"database": str(path)}
    small = connection.get_new_connection(parameters)

    def on_it(call: Callable[[], Any]) -> Any:
        large, connection.connection = connection.connection, small
        try:
            return call()
        finally:
            connection.connection = large

    try:
        yield on_it
    finally:
        small.close()
