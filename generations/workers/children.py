"""One child of the studio: its process group, from start to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
SETTLED = 5.0  # seconds a child must have run for its earlier ends to be forgotten
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 3.0  # seconds before a child that ends at once


@dataclass(frozen=True)
class Role:
    """What a child is for and how it is started."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    serves_others: bool = False  # stopped last, since the others may need it to finish
    grace: float = 3.0  # seconds to stop in, beyond the steps it has in hand
    patience: float = 0.0  # further seconds for those steps


class Child:
    """A process group in a role. The group ends with its leash, see `leash.py`."""

    def __init__(self, role: Role, log: Path, lifeline: int) -> None:
        self.role = role
        self.log = log
        self.started = 0.0
        self._lifeline = lifeline
        self._process: subprocess.Popen[bytes] | None = None
        self._ends = 0  # how often it ended soon after its start
        self._not_before = 0.0

    @property
    def name(self) -> str:
        """Return the name of the role."""
        return self.role.name

    @property
    def group(self) -> int:
        """Return the id of the process group, 0 when there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start it, unless it runs or ended so often that it is to wait a little."""
        if self._process or time.monotonic() < self._not_before:
            return
        set_variables = [f"{k}={v}" for k, v in self.role.environment.items()]
        leash = [sys.executable, "-I", "-S", str(LEASH), str(self._lifeline)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [*leash, *set_variables, "--", *self.role.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self._lifeline,),
                start_new_session=True,
            )
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        """Say whether its leash is gone; what is left of the group is killed then."""
        if not self._process:
            return True
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        try:
            if os.waitid(os.P_PID, self._process.pid, options) is None:
                return False
        except ChildProcessError:
            # A signal came between reaping it and noting that.
            self._process = None
            return True
        self.kill()
        return True

    def terminate(self) -> None:
        """Ask it to stop."""
        if self._process:
            self._process.terminate()

    def kill(self) -> None:
        """End the whole group now.

        The leash is reaped last: until then nobody else can get its group's number.
        """
        if not self._process:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self._pause()

    def _pause(self) -> None:
        now = time.monotonic()
        self._ends = self._ends + 1 if now - self.started < SETTLED else 0
        pause = FIRST_PAUSE * 2 ** (self._ends - 1) if self._ends else 0.0
        self._not_before = now + min(pause, LONGEST_PAUSE)
