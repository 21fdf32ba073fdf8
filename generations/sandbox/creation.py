"""One create call in progress, as the create door and its faults see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import checks
from .account import Account
from .attempts import Attempt, Fate
from .call import Inbound
from .order import Family, Order
from .protocol import Answer, Refusal, accepted
from .tasks import Task

Later = Callable[[float, Callable[[], None]], None]
"""Does a deed so many seconds from now, unless the sandbox stops before."""


@dataclass(frozen=True, slots=True)
class Creation:
    """A create call with everything needed to take it, or to pretend."""

    account: Account
    family: Family
    attempt: Attempt
    raw: bytes
    inbound: Inbound
    later: Later

    def read(self) -> Order:
        """Return the order asked for, or raise `Refusal`."""
        return self.family.read(checks.parsed(self.raw), self.account)

    def accept(self, fate: Fate | None = None, *, duplicates: bool = True) -> Task:
        """Create the task, or raise `Refusal`."""
        order = self.read()
        return self.account.accept(
            self.attempt, order, fate, refuse_duplicate=not duplicates
        )

    def accept_quietly(self) -> None:
        """Take the order when nobody listens any more; a refusal is recorded."""
        if self.account.ledger.closed:
            return
        try:
            self.accept()
        except Refusal as refusal:
            self.account.record(self.attempt, refusal)

    def answered(self, task: Task, **changes: object) -> Answer:
        """Answer that `task` was created, with `changes` to its data."""
        return accepted({**self.family.created(task), **changes})
