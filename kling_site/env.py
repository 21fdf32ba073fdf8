"""Typed reading of the variables that configure the product.

Nothing raises while it reads: every wrong value is collected, so that a person
learns of all of them in one start. `Environment.finish` raises them together.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
A = TypeVar("A", Decimal, None)

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
NEAR = 0.87  # one wrong letter in eight; shorter names have too many innocent cousins
SHORTEST_TO_COMPARE = 5


class Misconfigured(ImproperlyConfigured):
    """Say which variables are wrong, one line each."""


def read_dotenv(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file, or nothing when there is none.

    Blank lines and lines that start with `#` are skipped, `export ` before a name
    is allowed, and one pair of quotes around a value is taken off.
    """
    if not path.is_file():
        return {}
    values = {}
    for line in path.read_text("utf-8").splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            value = value.strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            values[name.strip()] = value[1:-1] if quoted else value
    return values


class Environment:
    """Read variables by type; an unset or empty one takes its default."""

    def __init__(self, values: Mapping[str, str], secrets: Collection[str]) -> None:
        self.values = values
        self.secrets = secrets
        self.known: set[str] = set()
        self.problems: list[str] = []

    def refuse(self, name: str, why: str) -> None:
        """Note that a variable is wrong; never repeats its value, it may be secret."""
        self.problems.append(f"{name}: {why}")

    def text(self, name: str, default: str = "") -> str:
        """Return the value without surrounding white space.

        A secret is also taken from the file that NAME_FILE points to.
        """
        self.known.add(name)
        value = self.values.get(name, "").strip()
        if name in self.secrets:
            value = self._from_file(name, value)
        return value or default

    def _from_file(self, name: str, value: str) -> str:
        self.known.add(f"{name}_FILE")
        file = self.values.get(f"{name}_FILE", "").strip()
        if value and file:
            self.refuse(name, f"set it or {name}_FILE, not both")
        if value or not file:
            return value
        try:
            return Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.refuse(f"{name}_FILE", f"cannot be read ({type(error).__name__})")
            return ""

    def parsed(self, name: str, default: T, parse: Callable[[str], T], want: str) -> T:
        """Return `parse(value)`; a ValueError from it is noted as "must be `want`"."""
        value = self.text(name)
        if not value:
            return default
        try:
            return parse(value)
        except (ValueError, InvalidOperation):
            self.refuse(name, f"must be {want}")
            return default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes or no."""

        def parse(value: str) -> bool:
            if value.lower() not in TRUE | FALSE:
                raise ValueError(value)
            return value.lower() in TRUE

        return self.parsed(name, default, parse, "true or false")

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        """Return a whole number of [low, high]."""
        want = f"a whole number from {low} to {high}"
        return self.parsed(name, default, lambda v: _within(int(v), low, high), want)

    def number(self, name: str, default: float, *, low: float, high: float) -> float:
        """Return a finite number of [low, high]."""
        want = f"a number from {low:g} to {high:g}"
        return self.parsed(name, default, lambda v: _within(float(v), low, high), want)

    def amount(self, name: str, default: A) -> Decimal | A:
        """Return a decimal of 0 or more, with six places at most."""

        def parse(value: str) -> Decimal | A:
            amount = _within(Decimal(value), Decimal(0), Decimal(10**9))
            if amount != round(amount, 6):
                raise ValueError(value)
            return amount

        return self.parsed(name, default, parse, "an amount such as 1000 or 0.08")

    def choice(self, name: str, default: str, options: Iterable[str]) -> str:
        """Return one of the options, in lower case."""
        words = list(options)

        def parse(value: str) -> str:
            return words[words.index(value.lower())]

        return self.parsed(name, default, parse, f"one of {', '.join(words)}")

    def words(self, name: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the parts of a comma-separated list."""
        parts = (part.strip() for part in self.text(name).split(","))
        return tuple(part for part in parts if part) or tuple(default)

    def networks(self, name: str) -> tuple[str, ...]:
        """Return a comma-separated list of IP addresses or networks."""

        def parse(value: str) -> tuple[str, ...]:
            parts = [part.strip() for part in value.split(",") if part.strip()]
            return tuple(str(ip_network(part)) for part in parts)

        return self.parsed(name, (), parse, "addresses or networks: 10.0.0.0/8, ::1")

    def url(self, name: str, default: str = "", *, schemes: Iterable[str]) -> str:
        """Return an absolute address of one of the schemes, with no final slash."""
        allowed = list(schemes)

        def parse(value: str) -> str:
            parts = urlsplit(value)
            if parts.scheme not in allowed or not parts.netloc:
                raise ValueError(value)
            parts.port  # noqa: B018 - raises on a port that is no number
            return value.rstrip("/")

        want = f"an address that starts with {' or '.join(s + '://' for s in allowed)}"
        return self.parsed(name, default, parse, want)

    def finish(self) -> None:
        """Raise every problem found, misspelt names among them."""
        self.problems += self._misspelt()
        if self.problems:
            raise Misconfigured("\n".join(self.problems))

    def _misspelt(self) -> list[str]:
        comparable = [n for n in self.known if len(n) >= SHORTEST_TO_COMPARE]
        found = []
        for name in sorted(set(self.values) - self.known):
            if near := difflib.get_close_matches(name.upper(), comparable, 1, NEAR):
                found.append(f"{name}: no such variable; is {near[0]} meant?")
        return found


Ordered = TypeVar("Ordered", int, float, Decimal)


def _within(value: Ordered, low: Ordered, high: Ordered) -> Ordered:
    if not low <= value <= high:  # no NaN is
        raise ValueError(value)
    return value
