"""Why a job still waits, in words for its owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from .needs import NOTHING, Needs
from .slots import Account


class Holdup(NamedTuple):
    """A stable code, and a sentence."""

    code: str
    text: str


STOPPED = Holdup(
    "account_stopped",
    "The gateway refuses the studio's account. The operator has been told; your place "
    "is kept and nothing is charged.",
)
BUSY = Holdup(
    "gateway_busy",
    "The gateway says that it is busy. The studio tries again by itself.",
)
OWN_LIMIT = Holdup(
    "own_limit",
    "You have as many running as one person may. The next one starts when one ends.",
)
PARENTS_STOPPED = Holdup(
    "parents_account_stopped",
    "It goes on from a clip of a gateway account that takes nothing now. The operator "
    "has been told; your place is kept and nothing is charged.",
)
ONE_AT_A_TIME = Holdup(
    "one_at_a_time",
    "Another one is being made of the same clip. Yours follows when that has ended.",
)
NEXT = Holdup("next", "It is next: a slot is free for it.")
OTHERS_FIRST = Holdup("others_first", "Others are before you; slots are being filled.")


class Holdups:
    """What holds the line up, told for each job in it."""

    def __init__(self, accounts: Sequence[Account], moment: datetime) -> None:
        sending = [account for account in accounts if not account.stopped]
        self.all = Room(sending, moment)
        self.each = {account.pk: Room([account], moment) for account in sending}
        running = [job for each in accounts for job in each.running]
        self.running = Counter(job.lane for job in running)
        self.clips = {job.needs.clip for job in running if job.needs.clip}

    def of(
        self, lane: int, cap: int | None, position: int, needs: Needs = NOTHING
    ) -> Holdup:
        """Return why the job at this place of the whole line waits."""
        if not self.each:
            return STOPPED
        bound = needs.account is not None
        room = self.each.get(needs.account or 0) if bound else self.all
        if room is None:
            return PARENTS_STOPPED
        if cap is not None and self.running[lane] >= cap:
            return OWN_LIMIT
        if needs.clip in self.clips:
            return ONE_AT_A_TIME
        return room.holdup(position)


class Room:
    """What there is to be had of some accounts that may be sent to."""

    def __init__(self, accounts: Sequence[Account], moment: datetime) -> None:
        self.busy = all(account.is_paused(moment) for account in accounts)
        self.idle = sum(account.idle for account in accounts)
        self.slots = sum(account.limit for account in accounts)

    def holdup(self, position: int) -> Holdup:
        """Return why the job at this place waits that may have any of it."""
        if self.idle == 0:
            return self._all_in_use()
        if self.busy:
            return BUSY
        return NEXT if position <= self.idle else OTHERS_FIRST

    def _all_in_use(self) -> Holdup:
        all_of_them = (
            "The only slot is" if self.slots == 1 else f"All {self.slots} slots are"
        )
        return Holdup("waiting_for_slot", f"{all_of_them} in use.")
