"""Where in its clip a sound is heard, and what of it: every rule of the document.

All in milliseconds. A sound is cut to a crop, and the crop is laid into the clip where
it must end with the clip and meet the sight of the face.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generations.capability import limits
from generations.capability.checking.case import Case
from generations.capability.codes import USE
from generations.capability.materials import Face

START, END, INSERT = "sound_start_time", "sound_end_time", "sound_insert_time"

_LONGER_CLIP = "Use a longer clip."

Defaults = Mapping[str, object]


class Timing(NamedTuple):
    """What is known: the sound's length, the clip's, and the face with its span.

    `ends_itself` says that the length is known only where the sound was made.
    """

    sound: int | None
    clip: int | None = None
    face: Face | None = None
    ends_itself: bool = False


class Crop(NamedTuple):
    """The part of the sound that is used, and where in the clip it starts."""

    start: int
    end: int
    insert: int

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def stops(self) -> int:
        return self.insert + self.length


def check_timing(case: Case, timing: Timing) -> Defaults:
    """Check the times, and return the end of the sound where nobody gave one."""
    start = _given(case, START, 0)
    end = _given(case, END, timing.sound)
    insert = _given(case, INSERT, 0)
    if timing.ends_itself and not case.says(END):
        case.report.add(END, "required")
    if timing.sound is not None:
        end = _within_sound(case, end, timing.sound)
    if start is not None and end is not None:
        crop = Crop(start, end, insert or 0)
        if _is_long_enough(case, timing, crop) and insert is not None:
            _check_place(case, timing, crop)
    return {} if timing.sound is None else {END: timing.sound}


def _given(case: Case, name: str, default: int | None) -> int | None:
    """Return a time as it was read, or its default; None where it was not readable."""
    read = case.values.get(name) if case.says(name) else default
    return read if isinstance(read, int) else None


def _within_sound(case: Case, end: int | None, sound: int) -> int | None:
    """Report an end beyond the sound's; the rest is judged by the sound's end."""
    if end is None or end <= sound:
        return end
    told = {"given": end, "length": sound, "near": sound}
    case.report.add(END, "beyond_sound", told, change={END: sound})
    return sound


def _is_long_enough(case: Case, timing: Timing, crop: Crop) -> bool:
    """Report a crop that is too short, beside the time that would mend it."""
    least = limits.SOUND_CROP
    if crop.length >= least:
        return True
    later, earlier = crop.start + least, crop.end - least
    is_there = timing.sound is None or later <= timing.sound
    name, near = (END, later) if is_there else (START, max(0, earlier))
    change = {name: near}
    if not is_there and earlier < 0:  # the start alone does not mend it
        change[END] = least
    told = {"length": max(crop.length, 0), "least": least, "near": near}
    case.report.add(name, "too_short_crop", told, change=change)
    return False


def _check_place(case: Case, timing: Timing, crop: Crop) -> None:
    if timing.clip is not None and crop.stops > timing.clip:
        _refuse_overrun(case, timing.clip, crop)
    if timing.face is not None:
        _check_meeting(case, timing, crop)


def _refuse_overrun(case: Case, clip: int, crop: Crop) -> None:
    """Report a sound that outlasts the clip: lay it earlier, or else cut it."""
    told = {"end": crop.stops, "length": clip}
    if crop.length <= clip:
        near = clip - crop.length
        told["near"] = near
        case.report.add(INSERT, "outside_clip", told, change={INSERT: near})
        return
    if clip < limits.SOUND_CROP:
        case.report.add(END, "outside_clip", told, way_out=_LONGER_CLIP)
        return
    change = {END: crop.start + clip, **({INSERT: 0} if crop.insert else {})}
    told["near"] = crop.start + clip
    case.report.add(END, "outside_clip", told, way_out=USE, change=change)


def _check_meeting(case: Case, timing: Timing, crop: Crop) -> None:
    """Report a sound that meets the sight of the face too briefly."""
    face, least = timing.face, limits.FACE_OVERLAP
    if face is None or face.start_ms is None or face.end_ms is None:
        return
    first, last = face.start_ms, face.end_ms
    shared = max(0, min(crop.stops, last) - max(crop.insert, first))
    if shared >= least:
        return
    told = {"start": crop.insert, "end": crop.stops, "first": first, "last": last}
    told |= {"shared": shared, "least": least}
    near = _meeting(first, last, timing.clip, crop)
    if near is None:
        case.report.add(INSERT, "face_not_met", told)
    else:
        told["near"] = near
        change = {INSERT: near}
        case.report.add(INSERT, "face_not_met", told, way_out=USE, change=change)


def _meeting(first: int, last: int, clip: int | None, crop: Crop) -> int | None:
    """Return the nearest place where the crop meets the face for long enough."""
    earliest = max(0, first + limits.FACE_OVERLAP - crop.length)
    latest = last - limits.FACE_OVERLAP
    if clip is not None:
        latest = min(latest, clip - crop.length)
    return min(max(crop.insert, earliest), latest) if earliest <= latest else None
