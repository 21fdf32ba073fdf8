"""The gateway page's own examples, as files, and what was decided about each.

`document/<family>/<call>.<request|answer>.json` is what the page prints, apart from
what `mend` in the .toml beside it names. The .toml of a request also holds what our
writer is given for it, and every difference that was decided; that of an answer holds
what is to be read from it. A key that TOML leaves out stands for None.
"""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from generations.gateway import Clip, Face, ParentVideo
from generations.gateway.answers import accepted, found
from generations.gateway.connection import Reply
from generations.gateway.faces import identified

DOCUMENT = Path(__file__).parent / "document"
ADDRESSES = tomllib.loads((DOCUMENT / "addresses.toml").read_text())
MISSING = object()


@dataclass(frozen=True)
class Example:
    family: str
    call: str
    printed: dict[str, Any]
    note: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.family}-{self.call}"


def examples(what: str) -> list[Example]:
    """Load all of one sort: `request` or `answer`."""
    return [
        Example(
            path.parent.name,
            path.name.partition(".")[0],
            json.loads(path.read_text()),
            tomllib.loads(path.with_suffix(".toml").read_text()),
        )
        for path in sorted(DOCUMENT.glob(f"*/*.{what}.json"))
    ]


def decided(example: Example) -> dict[str, Any]:
    """Give the printed request with its decided differences, each of which is one."""
    tree = deepcopy(example.printed)
    for difference in example.note.get("difference", []):
        *way, last = [
            int(key) if key.isdigit() else key for key in difference["at"].split(".")
        ]
        place: Any = tree
        for key in way:
            place = place[key]
        there = place.get(last, MISSING)
        assert there == difference.get("printed", MISSING), f"stale: {difference}"
        assert there != difference["sent"], f"no difference: {difference}"
        assert difference["why"], f"not explained: {difference}"
        place[last] = difference["sent"]
    return tree


def read(example: Example, tree: object, status: int = 200) -> dict[str, Any]:
    """Read an answer to `example`'s call; give all that the reader found."""
    reply = Reply(status, json.dumps(tree).encode())
    outcome: object
    if example.family == "identify_face":
        outcome = identified(reply)
    elif example.call == "create":
        outcome = accepted(reply)
    else:
        outcome = found(reply)
    return {name: value for name, value in vars(outcome).items() if name != "raw"}


def expected(example: Example) -> dict[str, Any]:
    """Give what is to be read from an answer as it is printed."""
    told = dict(example.note["read"])
    if example.family == "identify_face":
        return {**told, "faces": tuple(Face(**row) for row in told["faces"])}
    if example.call == "create":
        return {"external_task_id": None, **told}
    parent = told.get("parent_video")
    return {
        "external_task_id": None,
        "deduction": None,
        **told,
        "clips": tuple(Clip(**_seconds(row)) for row in told["clips"]),
        "parent_video": ParentVideo(**_seconds(parent)) if parent else None,
    }


def _seconds(row: dict[str, Any]) -> dict[str, Any]:
    duration = row.get("duration")
    return {**row, "duration": duration and Decimal(duration)}
