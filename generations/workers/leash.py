"""Run one command that never outlives the studio; nothing of ours is imported here.

    python -I -S leash.py LIFELINE [NAME=VALUE ...] -- COMMAND ...

Expects to lead a process group. SIGTERM is passed on to the command alone: django-q2
hangs when its whole group gets one. However this ends, by the end of the command or of
LIFELINE, a pipe whose other end only the supervisor holds, the whole group is killed.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys


def main(lifeline: int, words: list[str]) -> None:
    """Start the command, wait for it, and take the group down with it."""
    split = words.index("--")
    os.environ.update(variable(word) for word in words[:split])
    command = words[split + 1 :]
    child = os.fork()
    if not child:
        os.close(lifeline)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.execvp(command[0], command)  # noqa: S606 - the supervisor's own words
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    _thread.start_new_thread(hold, (lifeline,))
    _, status = os.waitpid(child, 0)
    if status:
        code = os.waitstatus_to_exitcode(status)
        os.write(2, f"WARNING ended with {code}\n".encode())
    end_group()


def variable(word: str) -> tuple[str, str]:
    """Return NAME and VALUE of NAME=VALUE."""
    name, _, value = word.partition("=")
    return name, value


def hold(lifeline: int) -> None:
    """Wait for the supervisor's end of the pipe to close."""
    os.read(lifeline, 1)
    end_group()


def end_group() -> None:
    """Kill every process of this group, this one among them."""
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
