"""Several pictures to one video: V1.6 only, one to four pictures, a given shape."""

from __future__ import annotations

from . import checks, names, shapes, terms
from .attached import Picture, Pictures
from .order import Family, Order, alone
from .pictures import BODY_LIMIT, Album

KEYS = (
    "model_name",
    "image_list",
    "prompt",
    "negative_prompt",
    "mode",
    "duration",
    "aspect_ratio",
    "callback_url",
    "external_task_id",
)
DEFAULT_NAME = "MaaS_KeLing_V1.6"
MOST_PICTURES = 4


def read(body: checks.Body) -> Order:
    """Return the order in `body`, or raise `Refusal`."""
    checks.only(body, KEYS)
    model = terms.model(body, (names.V1_6,), DEFAULT_NAME)
    album = Album()
    return terms.safe(
        Order(
            family="multi-image2video",
            model=model,
            mode=terms.mode(body, model),
            seconds=terms.seconds(body),
            prompt=terms.prompt(body),
            aspect=terms.aspect(body),
            negative_prompt=terms.negative_prompt(body),
            external_task_id=terms.own_id(body),
            pictures=Pictures(_pictures(body, album)),
            callback_url=terms.callback_url(body),
            files=album.files,
        )
    )


def _pictures(body: checks.Body, album: Album) -> tuple[Picture, ...]:
    entries = body.get("image_list")
    if not isinstance(entries, list):
        checks.refuse("image_list must be an array")
    if not 1 <= len(entries) <= MOST_PICTURES:
        checks.refuse(f"image_list must have 1 to {MOST_PICTURES} images")
    return tuple(_picture(entry, at, album) for at, entry in enumerate(entries))


def _picture(entry: object, at: int, album: Album) -> Picture:
    inside = f"image_list.{at}."
    if not isinstance(entry, dict):
        checks.refuse(f"{inside[:-1]} must be an object")
    checks.only(entry, ("image",), inside)
    picture = album.take(entry, "image", inside)
    if picture is None:
        checks.refuse(f"{inside}image cannot be empty")
    return picture


FAMILY = Family(
    "multi-image2video", BODY_LIMIT, alone(read), shapes.created, shapes.looked_at
)
