"""The fields that several families share, each with the document's rule."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from . import checks, names
from .order import Order
from .protocol import UNSAFE_CONTENT, Refusal

MODES = ("std", "pro")
LENGTHS = ("5", "10")
SHAPES = ("16:9", "9:16", "1:1")
LONGEST_PROMPT = 2500
LONGEST_OWN_ID = 512
LONGEST_ADDRESS = 2048
REFUSED_WORD = "[refuse]"
UNSCALED = (names.V2_1, names.V2_1_MASTER, names.V2_5_TURBO, names.V2_6)


def model(
    body: checks.Body, known: Collection[str], default: str = names.DEFAULT_NAME
) -> str:
    """Return the model, one of the `known`; left out it is the printed default."""
    name = checks.text(body, "model_name", most=128)
    found = names.model_named(default if name is None else name)
    if found is None or found not in known:
        checks.refuse(f"model_name value is invalid: {name}")
    return found


def mode(body: checks.Body, model: str) -> str | None:
    """Return the mode: V2.1 master has none, and V2.6 only pro."""
    chosen = checks.choice(body, "mode", MODES)
    if model == names.V2_1_MASTER:
        if chosen is not None:
            checks.refuse("mode is not supported by the current model")
        return None
    chosen = chosen or "std"
    if model == names.V2_6 and chosen != "pro":
        checks.refuse(f"mode {chosen} is not supported by the current model")
    return chosen


def seconds(body: checks.Body) -> int:
    return int(checks.choice(body, "duration", LENGTHS) or "5")


def aspect(body: checks.Body) -> str:
    return checks.choice(body, "aspect_ratio", SHAPES) or "16:9"


def prompt(body: checks.Body, *, required: bool = True) -> str:
    given = checks.text(body, "prompt", most=LONGEST_PROMPT)
    if required and (given is None or not given.strip()):
        checks.refuse("prompt cannot be empty")
    return given or ""


def negative_prompt(body: checks.Body) -> str:
    return checks.text(body, "negative_prompt", most=LONGEST_PROMPT) or ""


def sound(body: checks.Body, model: str) -> bool:
    """Say whether the film has sound, which only V2.6 makes."""
    chosen = checks.choice(body, "sound", ("on", "off"))
    if chosen is not None and model != names.V2_6:
        checks.refuse("sound is not supported by the current model")
    return chosen == "on"


def cfg_scale(body: checks.Body, model: str) -> None:
    """Check a number that changes nothing here; no 2.x model takes it."""
    scale = checks.number(body, "cfg_scale", 0, 1)
    if scale is not None and model in UNSCALED:
        checks.refuse("cfg_scale is not supported by the current model")


def own_id(body: checks.Body) -> str | None:
    return checks.text(body, "external_task_id", most=LONGEST_OWN_ID) or None


def callback_url(body: checks.Body) -> str | None:
    """Return the address to notify, or None when left out or empty."""
    address = checks.text(body, "callback_url", most=LONGEST_ADDRESS)
    if address and not _is_address(address):
        checks.refuse("callback_url must be an http or https address")
    return address or None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False
    visible = text.isascii() and text.isprintable() and " " not in text
    return visible and named and parts.scheme in ("http", "https")


def safe(order: Order) -> Order:
    """Return `order`, or refuse it for its content (1301)."""
    if REFUSED_WORD in order.prompt:
        raise Refusal(UNSAFE_CONTENT, "Failure to pass the risk control system")
    return order
