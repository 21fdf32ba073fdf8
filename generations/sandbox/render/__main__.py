"""The child process: one film per line of standard input, one answer per line.

It ends with its input, so it never outlives the sandbox for more than a film.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generations.sandbox.order import Order

from .film import make
from .photos import BadPicture

NICENESS = 10
"""Leaves nine tenths of a busy core to others; at 15 films were never done in time."""


def answer(line: str) -> dict[str, Any]:
    """Make the film that a line asks for; say what came of it.

    "refused" is a fault of the request, which no second try will mend; "error" is
    one of the maker.
    """
    asked = json.loads(line)
    order = Order.from_json(asked["order"])
    try:
        made = make(order, asked["take"], Path(asked["path"]), full=asked["full"])
    except BadPicture as problem:
        return {"refused": str(problem)}
    except (OSError, ValueError, ArithmeticError) as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}
    return asdict(made)


def main() -> None:
    """Serve until the input ends, at the lowest urgency."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
