"""What one accepted request asks for, whichever family it came through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from .checks import Body
    from .tasks import Task


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera move: one of the four presets, or one axis of a simple move."""

    move: str
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Order:
    """A checked request with the document's defaults filled in.

    `seconds` is the length asked for; `aspect` is like "16:9". `pro` stands
    for 1080 lines, else 720: a model without modes counts as pro.
    """

    family: str
    model: str
    mode: str | None
    seconds: int
    prompt: str
    aspect: str = "16:9"
    negative_prompt: str = ""
    sound: bool = False
    camera: Camera | None = None
    external_task_id: str | None = None

    @property
    def pro(self) -> bool:
        return self.mode != "std"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        camera = content["camera"]
        return cls(**{**content, "camera": Camera(**camera) if camera else None})


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of task: its path segment, its rules, and its answers' shapes.

    `read` checks a body and raises `Refusal`; `created` and `queried` give the
    `data` of the two answers, `queried` for an origin like "http://host:port"
    and a time in milliseconds.
    """

    segment: str
    body_limit: int
    read: Callable[[Body], Order]
    created: Callable[[Task], dict[str, object]]
    queried: Callable[[Task, str, int], dict[str, Any]]
