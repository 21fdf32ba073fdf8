"""`python -m bench.alone NAME`: one benchmark, its rows as JSON on standard output."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from .ground import laid


def main() -> None:
    with laid():
        rows = list(import_module(f"bench.{sys.argv[1]}").run())
    print(json.dumps([row.as_json() for row in rows]))


if __name__ == "__main__":
    main()
