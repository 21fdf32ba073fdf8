"""The faces in a film: how many a prompt asks for, where they stand, and when.

`[faces 2]` in a prompt asks for that many, none included. Without it words do:
a person, a portrait, two singers, people, 人, 脸.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .order import Order
    from .parents import Parent

MOST = 4
ASKED = re.compile(r"\[faces (\d)\]")
PERSON = re.compile(
    r"\b(she|he|face|portrait|person|man|woman|girl|boy|lady|gentleman|child|kid|friend"
    r"|singer|actor|actress|speaker|presenter)\b"
)
PEOPLE = re.compile(
    r"\b(people|men|women|ladies|gentlemen|children|actresses|couple|duet|twins"
    r"|(face|portrait|person|girl|boy|kid|friend|singer|actor|speaker|presenter)s)\b"
)
PAIR = re.compile(r"\b(two|both|pair)\b")
CROWD = re.compile(r"\b(three|trio|crowd|choir)\b")
CHINESE = re.compile("[人脸男女孩她他]|歌手")
CHINESE_PAIR = re.compile("[两双二们]|情侣")
CHINESE_CROWD = re.compile("[三群]")

SPANS = ((0.0, 1.1), (0.4, 1.1), (0.0, 0.6), (0.3, 0.9))
"""When each face is seen, in parts of the film; over 1 is to its very end."""
PLACES: Mapping[int, tuple[float, ...]] = {
    1: (0.5,),
    2: (0.32, 0.68),
    3: (0.2, 0.5, 0.8),
    4: (0.14, 0.38, 0.62, 0.86),
}
SIZES: Mapping[int, float] = {1: 0.19, 2: 0.15, 3: 0.12, 4: 0.095}
HEIGHT = 0.36
STRANGER = -1
"""The look of a face that is no drawing of ours."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face, seen from `start` to before `end`, in milliseconds of its film.

    `x` and `y` are its middle in parts of the frame, from the upper left; `size`
    is half its width in parts of the shorter side; `look` chooses its features.
    """

    face_id: str
    start: int
    end: int
    look: int
    x: float
    y: float = HEIGHT
    size: float = SIZES[1]

    def shared(self, start: int, end: int) -> int:
        """Return for how many milliseconds of this interval it is seen."""
        return max(0, min(end, self.end) - max(start, self.start))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def seen_in(order: Order) -> tuple[Face, ...]:
    """Return the faces in the film of `order`; the last may outlast it a little."""
    parent = order.parent
    if parent is None:
        return cast(order.prompt, order.seconds)
    if order.lips is not None:
        return parent.faces
    return _continued(parent, order)


def clipped(faces: Sequence[Face], length: int) -> tuple[Face, ...]:
    """Return the faces as a film of `length` milliseconds shows them."""
    seen = (replace(face, end=min(face.end, length)) for face in faces)
    return tuple(face for face in seen if face.start < face.end)


def stranger(length: int) -> Face:
    """Return the one face taken to be in a film that is not ours."""
    return Face("0", 0, length, STRANGER, 0.5)


def cast(prompt: str, seconds: int) -> tuple[Face, ...]:
    """Return the faces that `prompt` asks for in a film of that many seconds."""
    count = asked_for(prompt)
    digest = hashlib.sha256(prompt.encode("utf-8", "replace")).digest()
    return tuple(
        Face(
            face_id=str(number),
            start=round(SPANS[number][0] * seconds * 1000),
            end=round(SPANS[number][1] * seconds * 1000),
            look=digest[number],
            x=PLACES[count][number],
            size=SIZES[count],
        )
        for number in range(count)
    )


def asked_for(prompt: str) -> int:
    """Return how many faces `prompt` asks for, at most four."""
    if said := ASKED.search(prompt):
        return min(int(said[1]), MOST)
    words = prompt.lower()
    people = PEOPLE.search(words)
    if people or PERSON.search(words):
        return 3 if CROWD.search(words) else 2 if people or PAIR.search(words) else 1
    if CHINESE.search(prompt):
        many = CHINESE_CROWD.search(prompt)
        return 3 if many else 2 if CHINESE_PAIR.search(prompt) else 1
    return 0


def _continued(parent: Parent, order: Order) -> tuple[Face, ...]:
    """Return a longer film's faces: who is there at the seam stays if asked for.

    Without words of its own the part added keeps everybody, and so does a film from
    pictures, which goes on with its last one.
    """
    seam, faces = parent.milliseconds, list(parent.faces)
    staying = [at for at, face in enumerate(faces) if face.end >= seam]
    for face in cast(order.prompt, order.seconds):
        start, end = seam + face.start, seam + face.end
        if face.start == 0 and staying:
            at = staying.pop(0)
            faces[at] = replace(faces[at], end=end)
        else:
            beside = [other.x for other in faces if other.end > seam]
            x, name = _apart(face.x, beside), str(len(faces))
            faces.append(replace(face, face_id=name, start=start, end=end, x=x))
    if not (parent.painted and order.prompt.strip()):
        end = seam + round(SPANS[0][1] * order.seconds * 1000)
        for at in staying:
            faces[at] = replace(faces[at], end=end)
    return tuple(faces)


def _apart(place: float, others: Sequence[float]) -> float:
    """Return a place across that is not where others are; alone, `place` itself."""
    if not others:
        return place
    places = (place, 0.18, 0.82, 0.5)
    return max(places, key=lambda x: min(abs(x - other) for other in others))
