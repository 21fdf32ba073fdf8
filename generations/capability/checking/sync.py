"""What a lip sync needs: a ready session, one of its faces, and a sound.

Source of the rules: facts.md, section 1.6. Where the sound lies in time is judged in
`timing`.
"""

from __future__ import annotations

from decimal import Decimal

from generations.capability import limits
from generations.capability.checking.case import Case, Settled
from generations.capability.checking.objects import check_realm, refuse_unknown
from generations.capability.checking.timing import Timing, check_timing
from generations.capability.clips import in_words, refuse_faces
from generations.capability.codes import DID_YOU_MEAN
from generations.capability.materials import PENDING, READY, Face, FaceSession
from generations.capability.reading.report import label_of
from generations.capability.reading.scalars import near
from generations.capability.reading.shown import shown
from generations.capability.things import identity_in

_ITS_CLIP = "The clip of the face session"
_PENDING = "the faces are still being looked for"
_FAILED = "the look for faces failed"
_WAIT = "Try again when it is ready."
_LOOK_AGAIN = "Look for faces again, or in another clip."
_NO_FACES = "Use a clip in which a face is seen from the front."
_NO_AUDITION = "No operator has switched on the interface that such sounds come from."
_GIVE_AUDIO = "Leave it out, and give a sound of yours in `audio`."


def check_sync(case: Case) -> Settled:
    """Check a lip sync; its length, its price and its root are its session's clip's."""
    session, length = case.things.session, _sound(case)
    if session is None:
        if identity_in(case.body, "face_session"):
            refuse_unknown(case.report, "face_session", "face session")
        return Settled(check_timing(case, Timing(length, ends_itself=_is_spoken(case))))
    _check_session(case, session)
    face = _face(case, session)
    timing = Timing(length, session.duration_ms, face, _is_spoken(case))
    seconds = Decimal(session.duration_ms) / 1000
    return Settled(check_timing(case, timing), session.clip, seconds)


def _check_session(case: Case, session: FaceSession) -> None:
    here, materials = "face_session", case.materials
    check_realm(case.report, here, materials, sandbox=session.sandbox)
    if session.state == PENDING:
        case.report.add(here, "not_ready", {"reason": _PENDING}, way_out=_WAIT)
    elif session.state != READY:
        case.report.add(here, "not_ready", {"reason": _FAILED}, way_out=_LOOK_AGAIN)
    clip = case.things.clip
    if clip is not None:
        refuse_faces(case.report, here, clip, materials.now, _ITS_CLIP)


def _face(case: Case, session: FaceSession) -> Face | None:
    """Return the chosen face of a ready session, or report why there is none."""
    chosen = case.values.get("face_id")
    if session.state != READY or chosen is None:
        return None
    face = next((face for face in session.faces if face.face_id == chosen), None)
    if face is None:
        _refuse_face(case, session, chosen)
        return None
    if face.start_ms is None or face.end_ms is None:
        return None
    seen, least = face.end_ms - face.start_ms, limits.FACE_OVERLAP
    if seen >= least:
        return face
    told = {"length": f"{seen / 1000:g}", "least": f"{least / 1000:g}"}
    case.report.add("face_id", "face_too_short", told)
    return None


def _refuse_face(case: Case, session: FaceSession, chosen: object) -> None:
    names = [face.face_id for face in session.faces]
    told: dict[str, object] = {"given": shown(chosen), "count": len(names)}
    meant = names[0] if len(names) == 1 else near(chosen, names)
    change = {"face_id": meant} if meant else {}
    out = DID_YOU_MEAN if meant else None if names else _NO_FACES
    told["near"] = meant
    case.report.add("face_id", "unknown_face", told, way_out=out, change=change)


def _is_spoken(case: Case) -> bool:
    """Say whether the sound is one whose length is known only where it was made."""
    return case.says("audio_id") and not case.says("audio") and case.materials.audition


def _sound(case: Case) -> int | None:
    """Return the sound's milliseconds where they are known; report a wrong sound."""
    if not case.says("audio") and not case.says("audio_id"):
        case.report.add("audio", "required")
    if case.says("audio_id") and not case.materials.audition:
        _refuse_audition(case)
    sound = case.things.upload("audio")
    if sound is None or sound.duration is None:
        return None
    low, high = limits.SOUND_SECONDS
    if low <= sound.duration <= high:
        return int(sound.duration * 1000)
    told: dict[str, object] = {"length": in_words(sound.duration)}
    case.report.add("audio", "bad_length", {**told, "low": low, "high": high})
    return None


def _refuse_audition(case: Case) -> None:
    here = "audio_id"
    told = {"what": label_of(here), "where": "here", "reason": _NO_AUDITION}
    case.report.add(here, "not_offered", told, way_out=_GIVE_AUDIO, change={here: None})
