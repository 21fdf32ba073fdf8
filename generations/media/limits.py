"""What the child takes away from itself before it opens an untrusted file."""

from __future__ import annotations

import ctypes
import math
import resource
import sys

ADDRESS_SPACE = 1536 * 1024 * 1024
LARGEST_FILE = 256 * 1024 * 1024
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


def give_up_powers(seconds: float) -> None:
    """Limit this process's time, memory and files, and leave the network."""
    cpu = math.ceil(seconds)
    leave_network()
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS knows this limit but refuses to lower it
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def leave_network() -> bool:
    """Move into an empty network namespace and return whether the system let us.

    The formats and protocols that are opened reach no network by themselves; this is a
    second wall, and some systems forbid it to ordinary users.
    """
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return bool(unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0)
