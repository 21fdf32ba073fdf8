"""`python -m tests`: the whole suite on both backings, as `make test` runs it.

Most tests wait for processes and clocks, so what is side by side takes little longer
than one of it: the quick tests of either backing, and the slow ones of both in turn.
What drives a browser or measures times comes after, with nothing beside it: a busy
machine would be measured instead.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import IO, NamedTuple

EMBEDDED, SERVERS = "embedded", "servers"
QUICK = "not (slow or long or browser or alone)"
SLOW = "slow and not (long or browser or alone)"
ALONE = "(browser or alone) and not long"


class Part(NamedTuple):
    """What of the suite one run of pytest takes."""

    backing: str
    marks: str

    def passes(self, out: IO[str] | None = None) -> bool:
        """Run it; to be killed is not to pass."""
        command = [sys.executable, "-m", "pytest", f"--backing={self.backing}"]
        run = subprocess.run([*command, "-m", self.marks], stdout=out, stderr=out)
        return run.returncode == 0


SEEN = Part(EMBEDDED, QUICK)
BESIDE = (
    (Part(SERVERS, QUICK),),
    (Part(EMBEDDED, SLOW), Part(SERVERS, SLOW)),
)
AFTER = (Part(EMBEDDED, ALONE), Part(SERVERS, ALONE))


def main() -> int:
    """Return 0 when all passed; an interrupt ends all."""
    ran = [*_side_by_side(), *(part.passes() for part in AFTER)]
    return 0 if all(ran) else 1


def _side_by_side() -> list[bool]:
    """Run at once what may be; one part is seen as it comes, the others after."""
    with ThreadPoolExecutor() as lanes:
        beside = [lanes.submit(_kept, lane) for lane in BESIDE]
        passed = [SEEN.passes()]
        for lane in beside:
            told, good = lane.result()
            sys.stdout.write(told)
            passed.append(good)
    sys.stdout.flush()
    return passed


def _kept(parts: tuple[Part, ...]) -> tuple[str, bool]:
    """Run parts one after the other; return what they printed, and if all passed."""
    with tempfile.TemporaryFile("w+") as out:
        passed = [part.passes(out) for part in parts]
        out.seek(0)
        return out.read(), all(passed)


if __name__ == "__main__":
    sys.exit(main())
