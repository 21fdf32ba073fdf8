"""Faults on demand: which rule fires for which call.

A rule is `{"match": {"op", "prompt", "external_task_id"}, "fault", "times",
"after", "chance", ...}`; everything but `fault` may be left out. A fault's
arguments stand beside these, or in an object `args`. It
fires for a call whose prompt contains `prompt` and whose external id equals
`external_task_id`, from the (`after` + 1)th match on, `times` times in all, by
`chance` (0 to 1). The first rule that fires wins. Seconds are real seconds:
pace does not touch them.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

CREATE, QUERY, FILE = "create", "query", "file"
CALLBACK, FACES = "callback", "faces"

FAULTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "accept_then_hang": (CREATE,),
        "accept_then_close": (CREATE,),
        "accept_then_500": (CREATE,),
        "late_accept": (CREATE,),
        "500_no_accept": (CREATE,),
        "storm": (CREATE,),
        "swap_answers": (CREATE,),
        "other_external_id": (CREATE, QUERY),
        "echo_external_id": (CREATE, QUERY),
        "empty_task_id": (CREATE,),
        "dup_reject": (CREATE,),
        "fail": (CREATE, QUERY),
        "stuck": (CREATE, QUERY),
        "status": (CREATE, QUERY),
        "vanish": (QUERY,),
        "empty_result": (QUERY, FACES),
        "malformed": (CREATE, QUERY, FACES),
        "code": (CREATE, QUERY, FACES),
        "html_502": (CREATE, QUERY, FILE, FACES),
        "hang": (CREATE, QUERY, FILE, FACES),
        "drop_request": (CREATE, QUERY, FILE, FACES),
        "slow": (CREATE, QUERY, FILE, FACES),
        "callback_first": (CREATE,),
        "no_callbacks": (CALLBACK,),
        "dup_callbacks": (CALLBACK,),
        "expire_urls": (FILE,),
        "truncate": (FILE,),
        "truncate_nolen": (FILE,),
        "drip": (FILE,),
        "oversize": (FILE,),
        "not_a_video": (FILE,),
        "redirect": (FILE,),
    }
)
"""Every fault, and the calls it may strike."""

NUMBERS = ("seconds", "delay", "n", "code", "http_status", "bytes", "every")
_OWN_KEYS = ("match", "fault", "times", "after", "chance", "args")


class BadRule(ValueError):
    """A rule names no known fault, or a call that its fault cannot strike."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a rule may match: the kind of call, and whose it is."""

    op: str
    prompt: str = ""
    external_task_id: str | None = None


@dataclass
class Rule:
    """One rule with its counters; `since` is a monotonic time in seconds."""

    fault: str
    match: Mapping[str, Any]
    times: int | None
    after: int
    chance: float
    args: Mapping[str, Any]
    since: float = field(default_factory=time.monotonic)
    matched: int = 0
    fired: int = 0

    def concerns(self, call: Call) -> bool:
        """Say whether `call` is of the kind, prompt and own id this rule is for."""
        wanted = self.match
        return (
            call.op in FAULTS[self.fault]
            and wanted.get("op") in (None, call.op)
            and wanted.get("prompt", "") in call.prompt
            and wanted.get("external_task_id") in (None, call.external_task_id)
            and not self._over()
        )

    def fires(self) -> bool:
        """Count a match, and say whether the rule strikes it."""
        self.matched += 1
        if self.matched <= self.after or random.random() >= self.chance:  # noqa: S311
            return False
        if self.times is not None and self.fired >= self.times:
            return False
        self.fired += 1
        return True

    def _over(self) -> bool:
        """A storm passes by itself, however often it has struck."""
        lasts = self.args.get("seconds") if self.fault == "storm" else None
        return lasts is not None and time.monotonic() > self.since + lasts

    def as_json(self) -> dict[str, Any]:
        return {
            "match": self.match,
            "fault": self.fault,
            "times": self.times,
            "after": self.after,
            "chance": self.chance,
            **self.args,
            "matched": self.matched,
            "fired": self.fired,
        }


class Faults:
    """The rules now in force; safe to use from every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[Rule] = []

    def replace(self, contents: Iterable[object]) -> None:
        """Put these rules in force instead of all others, or raise `BadRule`."""
        rules = [read_rule(content) for content in contents]
        with self._lock:
            self._rules = rules

    def strike(self, call: Call) -> Rule | None:
        """Return the rule that strikes `call`, counting it, or None."""
        if not self._rules:
            return None
        with self._lock:
            for rule in self._rules:
                if rule.concerns(call) and rule.fires():
                    return rule
        return None

    def as_json(self) -> list[dict[str, Any]]:
        return [rule.as_json() for rule in self._rules]


def read_rule(content: object) -> Rule:
    """Return the rule in a piece of JSON, or raise `BadRule`."""
    if not isinstance(content, dict):
        raise BadRule("a rule must be an object")
    fault = content.get("fault")
    if not isinstance(fault, str) or fault not in FAULTS:
        raise BadRule(f"no such fault: {fault}")
    return Rule(
        fault=fault,
        match=_read_match(content.get("match") or {}, fault),
        times=content.get("times"),
        after=content.get("after") or 0,
        chance=content.get("chance", 1.0),
        args=_read_args(content),
    )


def _read_match(match: Mapping[str, Any], fault: str) -> Mapping[str, Any]:
    if unknown := set(match) - {"op", "prompt", "external_task_id"}:
        raise BadRule(f"cannot match by {', '.join(sorted(unknown))}")
    if match.get("op") not in (None, *FAULTS[fault]):
        raise BadRule(f"{fault} cannot strike {match['op']}")
    return match


def _read_args(content: Mapping[str, Any]) -> Mapping[str, Any]:
    args = {key: content[key] for key in content if key not in _OWN_KEYS}
    args |= content.get("args") or {}
    for name in NUMBERS:
        if not isinstance(args.get(name, 0), int | float):
            raise BadRule(f"{name} must be a number")
    return args
