"""Video extension: the document's rules and the document's shapes.

It adds five seconds; the document gives no number, and upstream says four to five.
"""

from __future__ import annotations

from decimal import Decimal

from . import checks, names, shapes, terms
from .account import Account
from .order import Family, Order
from .parents import Parent
from .tasks import Task

SEGMENT = "video-extend"
KEYS = ("video_id", "prompt")
EXTENDABLE = ("text2video", "image2video", SEGMENT)
ADDED = 5
LONGEST = 180
LONGEST_ID = 512


def read(body: checks.Body, account: Account) -> Order:
    """Return the order in `body`, or raise `Refusal` as the document rules."""
    checks.only(body, KEYS)
    prompt = terms.prompt(body, required=False)
    video_id = checks.text(body, "video_id", most=LONGEST_ID)
    if not video_id:
        checks.refuse("video_id cannot be empty")
    task = account.video(video_id)
    if task is None or task.film is None:
        checks.refuse("video_id does not exist, or the video is older than 30 days")
    _extendable(task.order, task.film.seconds)
    return terms.safe(
        Order(
            family=SEGMENT,
            model=task.order.model,
            mode=task.order.mode,
            seconds=ADDED,
            prompt=prompt,
            aspect=task.order.aspect,
            parent=Parent.of(task, task.film.seconds),
        )
    )


def _extendable(order: Order, seconds: str) -> None:
    """Refuse what cannot be extended; the document excludes 2.1, upstream all of 2."""
    if order.family not in EXTENDABLE:
        checks.refuse(f"the result of {order.family} cannot be extended")
    if order.model != names.V1_6:
        checks.refuse(f"a video of {order.model} cannot be extended")
    if Decimal(seconds) + ADDED > LONGEST:
        checks.refuse("the extended video cannot exceed 3 minutes")


def created(task: Task) -> dict[str, object]:
    """Shape the answer to a create as printed: without task_info."""
    return {
        "task_id": task.task_id,
        "task_status": "submitted",
        "created_at": task.created_at,
        "updated_at": task.created_at,
    }


FAMILY = Family(SEGMENT, 1 << 20, read, created, shapes.looked_at)
