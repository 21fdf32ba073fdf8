"""What can be done with a clip, and why not: one answer for pages and API."""

from __future__ import annotations

from typing import Any

Action = dict[str, Any]


def _later(what: str) -> Action:
    text = f"{what} opens with a later version of this studio."
    return {
        "allowed": False,
        "reason": {"code": "not_offered_yet", "text": text},
        "until": None,
    }


ACTIONS = {
    "extend": _later("Extending a clip"),
    "continue": _later("Going on from a clip's last frame"),
    "lip_sync": _later("Lip-sync"),
}
