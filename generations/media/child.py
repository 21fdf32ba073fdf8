"""The child process of `confinement.run_confined`: one task, one JSON answer."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from generations.media.limits import give_up_powers
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable

# Each module is imported only after the limits are in place.
TASKS = {
    "probe": "generations.media.probing",
    "render": "generations.media.rendering",
    "hash_picture": "generations.media.rendering",
    "fit_picture": "generations.media.ingest.pictures",
    "fit_mask": "generations.media.ingest.masks",
    "fit_sound": "generations.media.ingest.sounds",
    "fit_video": "generations.media.ingest.videos",
    "take_frame": "generations.media.ingest.frames",
}


def main(brief: str) -> dict[str, Any]:
    """Do the task and return what to print."""
    asked = json.loads(brief)
    give_up_powers(asked["seconds"])
    work = getattr(importlib.import_module(TASKS[asked["task"]]), asked["task"])
    try:
        answer: dict[str, Any] = work(**asked["order"])
    except Refused as refusal:
        return {"refused": refusal.as_json()}
    except Unreadable as refusal:
        return {"unreadable": str(refusal)}
    except MemoryError:
        return {"unreadable": "The file needs too much memory to read."}
    except OSError as error:
        return {"errno": error.errno, "strerror": error.strerror}
    return answer


if __name__ == "__main__":
    json.dump(main(sys.argv[1]), sys.stdout)
