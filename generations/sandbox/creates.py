"""The create call: judge it, and let a fault spoil it on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from . import checks
from .account import Account
from .attempts import Attempt
from .call import Inbound, fingerprint
from .create_faults import SPOILERS
from .creation import Creation, Later
from .faults import CREATE, Call, Faults, Rule
from .order import Family
from .protocol import Answer, Refusal, refused


@dataclass(frozen=True)
class Creates:
    """The door for new tasks: whatever it answers is on the ledger before."""

    account: Account
    faults: Faults
    later: Later

    def answer(self, inbound: Inbound, family: Family, endpoint: str) -> Answer:
        attempt = Attempt(family.segment, endpoint, key="", body_sha256="")
        try:
            key = inbound.key()
            raw = inbound.body(family.body_limit)
        except Refusal as refusal:
            return self._refused(attempt, refusal)
        content = _peeked(raw)
        rule = self.faults.strike(_call(content))
        attempt = Attempt(
            family=family.segment,
            endpoint=endpoint,
            key=fingerprint(key),
            body_sha256=hashlib.sha256(raw).hexdigest(),
            external_task_id=content.get("external_task_id"),
            fault=rule.fault if rule else None,
        )
        creation = Creation(self.account, family, attempt, raw, inbound, self.later)
        try:
            return _taken(creation, rule)
        except Refusal as refusal:
            return self._refused(attempt, refusal)

    def _refused(self, attempt: Attempt, refusal: Refusal) -> Answer:
        self.account.record(attempt, refusal)
        return refused(refusal)


def _taken(creation: Creation, rule: Rule | None) -> Answer:
    if rule:
        return SPOILERS[rule.fault](creation, rule.args)
    return creation.answered(creation.accept())


def _peeked(raw: bytes) -> Mapping[str, object]:
    """Return the body for matching rules and for the ledger, however bad it is."""
    try:
        return checks.parsed(raw)
    except Refusal:
        return {}


def _call(content: Mapping[str, object]) -> Call:
    prompt, own_id = content.get("prompt"), content.get("external_task_id")
    return Call(
        CREATE,
        prompt if isinstance(prompt, str) else "",
        own_id if isinstance(own_id, str) else None,
    )
