"""Text to video: the document's rules and the document's shapes.

A prompt that contains `[refuse]` is refused for its content (1301); one that
contains `[fail]` is accepted and fails a few seconds later.
"""

from __future__ import annotations

from typing import Any

from . import checks, names
from .order import Camera, Family, Order
from .protocol import UNSAFE_CONTENT, Refusal
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
AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")
PRESETS = ("down_back", "forward_up", "right_turn_forward", "left_turn_forward")
MODES = ("std", "pro")
LENGTHS = ("5", "10")
SHAPES = ("16:9", "9:16", "1:1")
LONGEST_PROMPT = 2500
LONGEST_OWN_ID = 512
REFUSED_WORD = "[refuse]"


def read(body: checks.Body) -> Order:
    """Return the order in `body`, or raise `Refusal` as the document rules."""
    checks.only(body, KEYS)
    model = _model(body)
    seconds = int(checks.choice(body, "duration", LENGTHS) or "5")
    order = Order(
        family="text2video",
        model=model,
        mode=_mode(body, model),
        seconds=seconds,
        prompt=_prompt(body),
        aspect=checks.choice(body, "aspect_ratio", SHAPES) or "16:9",
        negative_prompt=checks.text(body, "negative_prompt", most=LONGEST_PROMPT) or "",
        sound=_sound(body, model),
        camera=_camera(body, model, seconds),
        external_task_id=checks.text(body, "external_task_id", most=LONGEST_OWN_ID)
        or None,
    )
    _cfg_scale(body, model)
    if REFUSED_WORD in order.prompt:
        raise Refusal(UNSAFE_CONTENT, "Failure to pass the risk control system")
    return order


def _model(body: checks.Body) -> str:
    name = checks.text(body, "model_name", most=128)
    model = names.model_named(names.DEFAULT_NAME if name is None else name)
    if model is None or model == names.V2_1:
        checks.refuse(f"model_name value is invalid: {name}")
    return model


def _prompt(body: checks.Body) -> str:
    prompt = checks.text(body, "prompt", most=LONGEST_PROMPT)
    if prompt is None or not prompt.strip():
        checks.refuse("prompt cannot be empty")
    return prompt


def _mode(body: checks.Body, model: str) -> str | None:
    mode = checks.choice(body, "mode", MODES)
    if model == names.V2_1_MASTER:
        if mode is not None:
            checks.refuse("mode is not supported by the current model")
        return None
    mode = mode or "std"
    if model == names.V2_6 and mode != "pro":
        checks.refuse(f"mode {mode} is not supported by the current model")
    return mode


def _sound(body: checks.Body, model: str) -> bool:
    sound = checks.choice(body, "sound", ("on", "off"))
    if sound is not None and model != names.V2_6:
        checks.refuse("sound is not supported by the current model")
    return sound == "on"


def _cfg_scale(body: checks.Body, model: str) -> None:
    scale = checks.number(body, "cfg_scale", 0, 1)
    if scale is not None and model in (names.V2_1_MASTER, names.V2_6):
        checks.refuse("cfg_scale is not supported by the current model")


def _camera(body: checks.Body, model: str, seconds: int) -> Camera | None:
    """Return the move; only V1.6 takes one, at 5 seconds, in either mode."""
    control = checks.mapping(body, "camera_control")
    if not control:
        return None
    checks.only(control, ("type", "config"), "camera_control.")
    if model != names.V1_6 or seconds != 5:
        checks.refuse(f"camera_control is not supported by {model} at {seconds} s")
    move = checks.choice(control, "type", ("simple", *PRESETS))
    if move is None:
        checks.refuse("camera_control.type cannot be empty")
    if move == "simple":
        return _axis(checks.mapping(control, "config"))
    if "config" in control:
        checks.refuse(f"camera_control.config must not be sent with type {move}")
    return Camera(move)


def _axis(config: checks.Body | None) -> Camera:
    if config is None:
        checks.refuse("camera_control.config cannot be empty with type simple")
    checks.only(config, AXES, "camera_control.config.")
    amounts = {axis: checks.number(config, axis, -10, 10) for axis in AXES}
    moved = [(axis, amount) for axis, amount in amounts.items() if amount]
    if len(moved) != 1:
        checks.refuse("exactly one value of camera_control.config must be non-zero")
    return Camera(*moved[0])


def created(task: Task) -> dict[str, object]:
    return {
        "task_id": task.task_id,
        "task_info": _own_id(task),
        "task_status": "submitted",
        "created_at": task.created_at,
        "updated_at": task.created_at,
    }


def queried(task: Task, origin: str, now: int) -> dict[str, Any]:
    """Shape a look at `task` as printed: its id in task_info, times in task_result."""
    return {
        "task_status": task.status(now),
        "task_status_msg": task.message(now),
        "task_info": {"task_id": task.task_id, **_own_id(task)},
        "task_result": {
            "videos": task.videos(origin, now),
            "created_at": task.created_at,
            "updated_at": task.updated_at(now),
        },
    }


def _own_id(task: Task) -> dict[str, object]:
    own_id = task.order.external_task_id
    return {} if own_id is None else {"external_task_id": own_id}


FAMILY = Family("text2video", 1 << 20, read, created, queried)
