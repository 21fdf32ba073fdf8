"""`python -m tests`: the whole suite on both backings at once, as `make test` runs it.

They wait for processes and clocks most of the time, so side by side they take little
longer than one. What embedded prints is seen as it comes, the other when both are done.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest"]


def main() -> int:
    """Return 0 when both passed; an interrupt ends both."""
    with tempfile.TemporaryFile("w+") as kept:
        command = [*PYTEST, "--backing=servers"]
        servers = subprocess.Popen(command, stdout=kept, stderr=kept)
        try:
            embedded = subprocess.run([*PYTEST, "--backing=embedded"])
            failed = servers.wait() or embedded.returncode
        finally:
            servers.terminate()
            servers.wait()
        kept.seek(0)
        sys.stdout.write(kept.read())
    return failed


if __name__ == "__main__":
    sys.exit(main())
