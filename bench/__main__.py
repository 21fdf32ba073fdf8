"""`python -m bench [NAME ...]`: run benchmarks, print a table, write JSON."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .ground import TOP
from .rows import Row, row_of, table

BENCHMARKS = ("gallery", "page", "accept", "polls", "choosing", "forecast", "fairness")
RESULTS = TOP / "var" / "bench"
LONGEST = 600.0


def main() -> None:
    asked = _arguments()
    rows = [row for name in asked.names or BENCHMARKS for row in _run(name)]
    report = {"at": datetime.now(UTC).isoformat(), "rows": [r.as_json() for r in rows]}
    text = json.dumps(report, indent=1)
    _keep(text)
    print(text if asked.json else table(rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="print the JSON instead")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(BENCHMARKS))
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    return asked


def _run(name: str) -> list[Row]:
    """Run one benchmark in a process of its own; what breaks is a row that misses."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.alone", name],
            stdout=subprocess.PIPE,
            timeout=LONGEST,
            check=True,
            cwd=TOP,
        )
    except subprocess.SubprocessError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return [Row(name, "it ran", 0.0, unit="", at_least=1)]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [row_of(each) for each in found]


def _keep(text: str) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name in (f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json", "latest.json"):
        Path(RESULTS / name).write_text(text + "\n")


if __name__ == "__main__":
    main()
