"""`python -m tests`: the whole suite on both backings, as `make test` runs it.

Most tests wait for processes and clocks, so side by side the two backings take little
longer than one. What drives a browser or measures times comes after, with nothing
beside it: a busy machine would be measured instead.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

EMBEDDED, SERVERS = "--backing=embedded", "--backing=servers"
BESIDE = "not (long or browser or alone)"
ALONE = "(browser or alone) and not long"


def main() -> int:
    """Return 0 when all passed; an interrupt ends all."""
    ran = [_side_by_side(), _run(EMBEDDED, ALONE), _run(SERVERS, ALONE)]
    return 0 if all(ran) else 1


def _side_by_side() -> bool:
    """Run both at once; the output of one is seen as it comes, the other's after."""
    with tempfile.TemporaryFile("w+") as kept:
        servers = subprocess.Popen(_pytest(SERVERS, BESIDE), stdout=kept, stderr=kept)
        try:
            passed = _run(EMBEDDED, BESIDE) & (servers.wait() == 0)
        finally:
            servers.terminate()
            servers.wait()
        kept.seek(0)
        sys.stdout.write(kept.read())
        sys.stdout.flush()
    return passed


def _run(backing: str, marks: str) -> bool:
    """Say whether what was chosen passed; to be killed is not to pass."""
    return subprocess.run(_pytest(backing, marks)).returncode == 0


def _pytest(backing: str, marks: str) -> list[str]:
    return [sys.executable, "-m", "pytest", backing, "-m", marks]


if __name__ == "__main__":
    sys.exit(main())
