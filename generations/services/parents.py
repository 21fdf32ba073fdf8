"""Look at a waiting job again: can the gateway still work from its copy of the clip?"""

from __future__ import annotations

from django.utils import timezone

from generations import wiring
from generations.capability.clips import against_extending, against_faces
from generations.errors import Problem
from generations.models import Cause, Generation, Video

from .materials import clip_of
from .sources import MADE_OF_THEIR_COPY
from .standing import CHANGED, CODE
from .unsent import Unsendable

GONE = "The clip that it goes on from was removed."


def see_that_its_clip_serves(generation: Generation) -> None:
    """Raise `Unsendable` where the clip is gone, here or there, or in the trash."""
    if generation.kind not in MADE_OF_THEIR_COPY:
        return
    parent = generation.source_video
    if parent is None:
        raise Unsendable(CODE, CHANGED.format(why=GONE), Cause.REQUEST)
    for problem in _against(generation.kind, parent):
        why = CHANGED.format(why=problem.detail)
        raise Unsendable(CODE, why, Cause.REQUEST)


def _against(kind: str, parent: Video) -> tuple[Problem, ...]:
    clip, now = clip_of(parent), timezone.now()
    if kind == "video_extend":
        return against_extending(wiring.table(), clip, now)
    return against_faces(clip, now)
