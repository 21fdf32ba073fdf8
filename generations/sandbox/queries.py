"""The query call: one look at a task, and what a fault makes of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from .account import Account
from .attempts import Fate
from .call import Inbound
from .create_faults import bad_gateway, coded, leave, malformed
from .faults import QUERY, Call, Faults, Rule
from .order import Family
from .protocol import NOT_FOUND, Answer, Refusal, accepted, refused
from .tasks import Task


@dataclass(frozen=True)
class Queries:
    """The door for looks; it changes nothing unless a fault does."""

    account: Account
    faults: Faults

    def answer(self, inbound: Inbound, family: Family, name: str) -> Answer:
        """Answer a look by task id or by own id."""
        try:
            inbound.key()
            task = self.account.find(family.segment, name)
            rule = self.faults.strike(_call(task, name))
            if rule:
                answer = self._struck(rule, task, inbound)
                if answer:
                    return answer
            if task is None:
                raise Refusal(NOT_FOUND, "task not found")
            data = family.queried(task, inbound.origin, self.account.now())
            if rule:
                _bend(rule, data)
            return accepted(data)
        except Refusal as refusal:
            return refused(refusal)

    def _struck(self, rule: Rule, task: Task | None, inbound: Inbound) -> Answer | None:
        """Do what must happen before, or instead of, the look itself."""
        match rule.fault:
            case "hang" | "drop_request":
                leave(rule, inbound)
            case "slow":
                inbound.hold(rule.args.get("seconds", 5.0))
            case "html_502":
                return bad_gateway()
            case "malformed":
                return malformed(rule.args)
            case "code":
                raise coded(rule.args)
            case "vanish":
                raise Refusal(NOT_FOUND, "task not found")
            case "fail" | "stuck":
                self._doom(rule, task)
        return None

    def _doom(self, rule: Rule, task: Task | None) -> None:
        if task is None:
            return
        if rule.fault == "stuck":
            self.account.doom(task, Fate("stuck"))
        else:
            reason = str(rule.args.get("msg", "Image pixel is invalid"))
            self.account.doom(task, Fate("failed", reason))


def _bend(rule: Rule, data: dict[str, Any]) -> None:
    """Change what the look shows, not what is so."""
    match rule.fault:
        case "status":
            data["task_status"] = rule.args.get("word", "queued2")
        case "empty_result":
            data["task_result"]["videos"] = []
        case "other_external_id":
            other = rule.args.get("external_task_id", secrets.token_hex(8))
            data["task_info"]["external_task_id"] = other
        case "echo_external_id":
            place = data if "task_id" in data else data["task_info"]
            name = data["task_info"].get("external_task_id", place["task_id"])
            place["task_id"] = name


def _call(task: Task | None, name: str) -> Call:
    if task is None:
        return Call(QUERY, external_task_id=name)
    return Call(QUERY, task.order.prompt, task.order.external_task_id)
