"""Places in a document of JSON values, and what is wrong with what stands there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from generations.capability.reading.report import listed
from generations.capability.reading.shown import clean, shown

_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_WORD = re.compile(r"[A-Za-z0-9._-]+")
_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(slots=True)
class Log:
    """All problems of a document in words, and the names in it that nobody knows."""

    problems: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


class Place(NamedTuple):
    """Somewhere in a document: what stands there, and what it is called.

    Each reader returns the value, or reports why it is none and returns a stand-in;
    the stand-in is never used, since a document with problems is not taken.
    """

    value: object
    path: str
    log: Log

    def wrong(self, takes: str) -> None:
        given = "missing" if self.value is None else shown(self.value)
        self.log.problems.append(f"{self.path} is {given}. It takes {takes}.")

    def fields(self, *names: str) -> list[Place]:
        """Return the places of an object's fields, in this order; null where none."""
        found = self.value
        if not isinstance(found, dict):
            self.wrong("an object")
            return [Place(None, self._below(name), Log()) for name in names]
        self.log.strangers += [self._below(n) for n in found if n not in names]
        return [Place(found.get(n), self._below(n), self.log) for n in names]

    def named(self) -> list[tuple[Place, Place]]:
        """Return the names and values of an object whose names are free."""
        if isinstance(self.value, dict):
            paths = {name: self._below(name) for name in self.value}
            return [
                (Place(name, path, self.log), Place(self.value[name], path, self.log))
                for name, path in paths.items()
            ]
        if self.value is not None:
            self.wrong("an object")
        return []

    def entries(self, *, may_lack: bool = False) -> list[Place]:
        if isinstance(self.value, list):
            below = enumerate(self.value)
            return [Place(v, self._below(str(n)), self.log) for n, v in below]
        if self.value is not None or not may_lack:
            self.wrong("a list")
        return []

    def text(self, longest: int) -> str:
        """Read a text that says something and that every database keeps."""
        found = self.value
        if isinstance(found, str) and _says_something(found) and len(found) <= longest:
            return found
        self.wrong(f"a text of 1 to {longest} characters")
        return ""

    def word(self, longest: int) -> str:
        """Read a name: letters, digits, dots, dashes and underscores."""
        found = self.value
        if isinstance(found, str) and _WORD.fullmatch(found) and len(found) <= longest:
            return found
        self.wrong(f"a name of 1 to {longest} letters, digits, dots, - or _")
        return ""

    def choice(self, choices: Collection[str]) -> str:
        if isinstance(self.value, str) and self.value in choices:
            return self.value
        self.wrong(listed(choices))
        return next(iter(choices))

    def flag(self) -> bool:
        """Read true or false; null is false."""
        if isinstance(self.value, bool) or self.value is None:
            return bool(self.value)
        self.wrong("true or false")
        return False

    def whole(self, low: int, high: int) -> int:
        found = self.value
        is_whole = isinstance(found, int) and not isinstance(found, bool)
        if isinstance(found, int) and is_whole and low <= found <= high:
            return found
        self.wrong(f"a whole number from {low} to {high}")
        return low

    def amount(self) -> Decimal:
        """Read credits: a text such as "2.50", or a number of two decimals at most."""
        found = self.value
        number = isinstance(found, int | float) and not isinstance(found, bool)
        written = repr(found) if number else found
        if isinstance(written, str) and _AMOUNT.fullmatch(written):
            return Decimal(written)
        self.wrong('credits with two decimals, such as "2.50"')
        return Decimal(0)

    def scalar(self) -> object:
        """Read a text, a number, true or false."""
        if not isinstance(self.value, str | int | float):
            self.wrong("a text, a number, true or false")
        return self.value

    def _below(self, name: str) -> str:
        return f"{self.path}.{clean(name)}" if self.path else clean(name)


def _says_something(text: str) -> bool:
    return bool(text.strip()) and not _UNPRINTABLE.search(text)
