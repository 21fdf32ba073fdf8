from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line about one thing; `remedy` is empty where nothing is wrong."""

    about: str
    text: str
    remedy: str = ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.remedy)

    def __str__(self) -> str:
        mark = "wrong" if self.is_wrong else "ok"
        line = f"{mark:<6} {self.about:<14} {self.text}"
        return f"{line} {self.remedy}".rstrip()


Check = Callable[[], Iterator[tuple[str, str]]]
"""Yields what it sees as (text, remedy)."""


def guarded(about: str, check: Check) -> Iterator[Finding]:
    """Yield a check's findings; a check that breaks has found something too."""
    try:
        for text, remedy in check():
            yield Finding(about, text, remedy)
    except Exception as error:  # noqa: BLE001 - whatever is broken, here it is a finding
        remedy = REMEDIES[about]
        if isinstance(error, DatabaseError) and about not in AT_THE_DATABASE:
            remedy = "Mend the database first."
        yield Finding(about, f"Cannot be checked: {in_words(error)}.", remedy)


REMEDIES = {
    "configuration": "Compare the variables with .env.example.",
    "database": "Check DATABASE_URL, and that the server behind it runs.",
    "cache": "Check CACHE_URL, or run `manage.py createcachetable`.",
    "queue": "Check BROKER_URL, or run `manage.py migrate`.",
    "storage": "Check STORAGE_URL and its AWS_* keys, or who owns STUDIO_DATA_DIR.",
    "mail": "Check EMAIL_URL: the host, the port, the encryption and the password.",
    "gateway": "Check GATEWAY_URL, GATEWAY_ENDPOINT and GATEWAY_KEY.",
    "workers": "Start the studio again: `make run`.",
}

AT_THE_DATABASE = {"database", "cache", "queue"}


def in_words(error: BaseException) -> str:
    """Return the first line of what an error says, or its name."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200].rstrip(".")
