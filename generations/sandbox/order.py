"""What one accepted request asks for, whichever family it came through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

from .attached import Pictures
from .parents import Lips, Parent

if TYPE_CHECKING:
    from .account import Account
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
    for 1080 lines, else 720: a model without modes counts as pro. `flaw` is why a
    task that the gateway takes will fail soon after. A `parent` is gone on from: with
    `lips` a face of it speaks, without them it gets longer.

    `files` are the request's own files by their names, until they are on disk: the
    ledger and the film's maker know only the names.
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
    pictures: Pictures | None = None
    callback_url: str | None = None
    parent: Parent | None = None
    lips: Lips | None = None
    flaw: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def file_names(self) -> set[str]:
        """Return the names of the files that the film is made from."""
        names = set(self.pictures.names) if self.pictures else set()
        if self.parent:
            names.add(self.parent.file)
        if self.lips:
            names.add(self.lips.sound)
        return names

    @property
    def pro(self) -> bool:
        return self.mode != "std"

    def as_json(self) -> dict[str, Any]:
        """Return everything but the content of files."""
        content = asdict(self)
        del content["files"]
        return content

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        parts = {
            name: read(content[name]) if content.get(name) else None
            for name, read in _PARTS.items()
        }
        return cls(**{**content, **parts})


_PARTS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "camera": lambda part: Camera(**part),
    "pictures": Pictures.from_json,
    "parent": Parent.from_json,
    "lips": lambda part: Lips(**part),
}


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of task: its path segment, its rules, and its answers' shapes.

    `read` checks a body, against what the account has, and raises `Refusal`;
    `created` and `queried` give the `data` of the two answers, `queried` for an
    origin like "http://host:port" and a time in milliseconds.
    """

    segment: str
    body_limit: int
    read: Callable[[Body, Account], Order]
    created: Callable[[Task], dict[str, object]]
    queried: Callable[[Task, str, int], dict[str, Any]]


def alone(read: Callable[[Body], Order]) -> Callable[[Body, Account], Order]:
    """Read bodies that name nothing which the account has."""
    return lambda body, account: read(body)
