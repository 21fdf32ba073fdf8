"""What an order goes on from: an earlier video, and for a lip-sync a sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from .faces import Face, clipped, seen_in

if TYPE_CHECKING:
    from .tasks import Task


@dataclass(frozen=True, slots=True)
class Parent:
    """An earlier video: its answers' `video_id`, address and `seconds`, its file.

    `address` is a path of ours, or where a caller's own video came from. `file`
    lies in the films' folder. `prompt` and `take` say which scene it ends in, and
    `painted` whether that was painted from words alone; `parts` counts the films and
    extensions through which it has gone on.
    """

    video_id: str
    address: str
    seconds: str
    file: str
    faces: tuple[Face, ...] = ()
    prompt: str = ""
    take: str = ""
    painted: bool = False
    parts: int = 1

    @property
    def milliseconds(self) -> int:
        return int(Decimal(self.seconds) * 1000)

    def shown(self, origin: str) -> dict[str, str]:
        """Return the `parent_video` of the document's answers."""
        ours = self.address.startswith("/")
        return {
            "id": self.video_id,
            "url": origin + self.address if ours else self.address,
            "duration": self.seconds,
        }

    @classmethod
    def of(cls, task: Task, seconds: str) -> Self:
        """Return the finished video of `task`, which lasts so many `seconds`."""
        order, older = task.order, task.order.parent
        painted = older.painted if older else order.family == "text2video"
        prompt, take, parts = order.prompt, task.task_id, 1
        if older and not prompt.strip():
            prompt, take, parts = older.prompt, older.take, older.parts + 1
        length = int(Decimal(seconds) * 1000)
        return cls(
            video_id=task.video_id,
            address=f"/files/{task.token}.mp4",
            seconds=seconds,
            file=f"{task.task_id}.mp4",
            faces=clipped(seen_in(order), length),
            prompt=prompt,
            take=take,
            painted=painted,
            parts=parts,
        )

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        faces = tuple(Face(**face) for face in content["faces"])
        return cls(**{**content, "faces": faces})


@dataclass(frozen=True, slots=True)
class Lips:
    """A sound for one face: `start` to `end` of it, from `insert` of the video on.

    Times are milliseconds; the volumes multiply. `sound` lies in the films' folder.
    """

    face_id: str
    sound: str
    start: int
    end: int
    insert: int
    volume: float = 1.0
    original_volume: float = 1.0

    @property
    def span(self) -> tuple[int, int]:
        """Return from when to when of the video the sound is heard."""
        return self.insert, self.insert + self.end - self.start
