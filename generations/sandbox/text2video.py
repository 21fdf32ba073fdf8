"""Text to video: the document's rules and the document's shapes.

A prompt that contains `[refuse]` is refused for its content (1301); one that
contains `[fail]` is accepted and fails a few seconds later.
"""

from __future__ import annotations

from typing import Any

from . import checks, moves, names, shapes, terms
from .order import Family, Order, alone
from .tasks import Task

KEYS = (
    "model_name",
    "prompt",
    "negative_prompt",
    "sound",
    "cfg_scale",
    "mode",
    "camera_control",
    "aspect_ratio",
    "duration",
    "external_task_id",
)
MODELS = (names.V1, names.V1_6, names.V2_1_MASTER, names.V2_5_TURBO, names.V2_6)


def read(body: checks.Body) -> Order:
    """Return the order in `body`, or raise `Refusal` as the document rules."""
    checks.only(body, KEYS)
    model = terms.model(body, MODELS)
    seconds = terms.seconds(body)
    terms.cfg_scale(body, model)
    return terms.safe(
        Order(
            family="text2video",
            model=model,
            mode=terms.mode(body, model),
            seconds=seconds,
            prompt=terms.prompt(body),
            aspect=terms.aspect(body),
            negative_prompt=terms.negative_prompt(body),
            sound=terms.sound(body, model),
            camera=moves.camera(body, model, seconds),
            external_task_id=terms.own_id(body),
        )
    )


def queried(task: Task, origin: str, now: int) -> dict[str, Any]:
    """Shape a look at `task` as printed: its id in task_info, times in task_result."""
    return {
        "task_status": task.status(now),
        "task_status_msg": task.message(now),
        "task_info": {"task_id": task.task_id, **shapes.own_id(task)},
        "task_result": {
            "videos": task.videos(origin, now),
            "created_at": task.created_at,
            "updated_at": task.updated_at(now),
        },
    }


FAMILY = Family("text2video", 1 << 20, alone(read), shapes.created, queried)
