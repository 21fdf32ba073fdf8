"""Image to video: a first frame, perhaps a last one, a camera move or the brush.

Which of them go together is on no page of the document; these are the rules of the
provider's own capability map, with V1.6 given the camera and the brush.
"""

from __future__ import annotations

from dataclasses import replace

from . import checks, motion_brush, moves, names, shapes, terms
from .attached import Pictures
from .order import Family, Order, alone
from .pictures import BODY_LIMIT, Album

KEYS = (
    "model_name",
    "image",
    "image_tail",
    "prompt",
    "negative_prompt",
    "sound",
    "cfg_scale",
    "mode",
    "static_mask",
    "dynamic_masks",
    "camera_control",
    "duration",
    "external_task_id",
)
MODELS = (
    names.V1,
    names.V1_6,
    names.V2_1,
    names.V2_1_MASTER,
    names.V2_5_TURBO,
    names.V2_6,
)
ENDING = (names.V1_6, names.V2_1, names.V2_5_TURBO, names.V2_6)
"""Models that end a film at a given frame, in pro."""
MASK_FLAW = "Mask aspect ratio is inconsistent with the image"


def read(body: checks.Body) -> Order:
    """Return the order in `body`, or raise `Refusal`."""
    checks.only(body, KEYS)
    model = terms.model(body, MODELS)
    terms.cfg_scale(body, model)
    seconds = terms.seconds(body)
    album = Album()
    pictures = _pictures(body, album)
    order = Order(
        family="image2video",
        model=model,
        mode=terms.mode(body, model),
        seconds=seconds,
        prompt=terms.prompt(body, required=False),
        aspect=pictures.aspect,
        negative_prompt=terms.negative_prompt(body),
        sound=terms.sound(body, model),
        camera=moves.camera(body, model, seconds),
        external_task_id=terms.own_id(body),
        pictures=pictures,
        files=album.files,
    )
    _supported(order)
    return terms.safe(replace(order, flaw=_flaw(pictures)))


def _pictures(body: checks.Body, album: Album) -> Pictures:
    image, last = album.take(body, "image"), album.take(body, "image_tail")
    if image is None and last is None:
        checks.refuse("image and image_tail cannot both be empty")
    still = motion_brush.still(body, album)
    brushes = motion_brush.brushes(body, album, image)
    return Pictures((image,) if image else (), last, still, brushes)


def _supported(order: Order) -> None:
    """Refuse what the model does not take, or not together."""
    pictures = order.pictures or Pictures()
    brushed = bool(pictures.still or pictures.brushes)
    if sum((bool(pictures.last), brushed, order.camera is not None)) > 1:
        checks.refuse(
            "image_tail, dynamic_masks/static_mask and camera_control"
            " exclude each other"
        )
    if pictures.last:
        _ending(order, alone=not pictures.first)
    if brushed:
        _brushed(order, pictures)


def _ending(order: Order, *, alone: bool) -> None:
    models = (names.V1_6,) if alone else ENDING
    if order.model not in models or order.mode != "pro":
        what = f"{order.model}/{order.mode}/{order.seconds}"
        what += " without image" if alone else ""
        checks.refuse(f"model/mode/duration({what}) is not supported with image_tail")
    if order.sound:
        checks.refuse("sound on is not supported with image_tail")


def _brushed(order: Order, pictures: Pictures) -> None:
    if order.model != names.V1_6 or order.seconds != 5:
        checks.refuse(
            "dynamic_masks/static_mask is not supported by"
            f" {order.model} at {order.seconds} s"
        )
    if not pictures.first:
        checks.refuse("image cannot be empty with dynamic_masks/static_mask")
    if len({(mask.width, mask.height) for mask in pictures.masks}) > 1:
        checks.refuse(
            "the resolution of static_mask and dynamic_masks.mask must be consistent"
        )


def _flaw(pictures: Pictures) -> str:
    """Say why the task will fail: a mask of another shape is taken, then fails."""
    shaped = all(mask.shaped_like(pictures.first[0]) for mask in pictures.masks)
    return "" if shaped else MASK_FLAW


FAMILY = Family(
    "image2video", BODY_LIMIT, alone(read), shapes.created, shapes.looked_at
)
