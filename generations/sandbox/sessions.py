"""What identify-face found in a video, good for a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from .faces import Face
from .parents import Parent

LIFE = 24 * 3600 * 1000
"""Milliseconds; the document states no life, and upstream's editor keeps a day."""


@dataclass(frozen=True, slots=True)
class Session:
    """The faces of `parent`, as found at `created_at` (ms).

    `token` is the secret part of the addresses of the faces' pictures.
    """

    session_id: str
    token: str
    created_at: int
    parent: Parent

    def expired(self, now: int) -> bool:
        return now >= self.created_at + LIFE

    def face(self, face_id: str) -> Face | None:
        return next((f for f in self.parent.faces if f.face_id == face_id), None)

    def shown(self, origin: str) -> dict[str, Any]:
        """Return the `data` of the answer."""
        return {
            "session_id": self.session_id,
            "face_data": [
                {
                    "face_id": face.face_id,
                    "face_image": f"{origin}/faces/{self.token}-{number}.jpg",
                    "start_time": face.start,
                    "end_time": face.end,
                }
                for number, face in enumerate(self.parent.faces)
            ],
        }

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        return cls(**{**content, "parent": Parent.from_json(content["parent"])})
