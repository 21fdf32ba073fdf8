"""Lip sync: the document's rules and the document's shapes."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace

from . import checks, shapes, terms
from .account import Account
from .faces import Face
from .lip_sounds import Recording, recording
from .order import Family, Order
from .parents import Lips
from .sessions import Session
from .video_extend import LONGEST_ID

SEGMENT = "advanced-lip-sync"
KEYS = ("session_id", "face_choose", "external_task_id", "callback_url")
FACE_KEYS = (
    "face_id",
    "audio_id",
    "sound_file",
    "sound_start_time",
    "sound_end_time",
    "sound_insert_time",
    "sound_volume",
    "original_audio_volume",
)
LEAST = 2000
"""Milliseconds that the cropped sound lasts, and that it shares with the face."""
BODY_LIMIT = 8 << 20
"""Five megabytes in base64, and some more to be refused in words."""


def read(body: checks.Body, account: Account) -> Order:
    """Return the order in `body`, or raise `Refusal` as the document rules."""
    checks.only(body, KEYS)
    own_id, callback_url = terms.own_id(body), terms.callback_url(body)
    session = _session(body, account)
    choice = _choice(body)
    face = _face(choice, session)
    sound = recording(choice)
    lips = _lips(choice, sound, session.parent.milliseconds)
    if face.shared(*lips.span) < LEAST:
        checks.refuse("the inserted sound must overlap the face by at least 2 seconds")
    return Order(
        family=SEGMENT,
        model="",
        mode=None,
        seconds=math.ceil(session.parent.milliseconds / 1000),
        prompt="",
        external_task_id=own_id,
        callback_url=callback_url,
        parent=session.parent,
        lips=replace(lips, face_id=face.face_id),
        files={lips.sound: sound.content},
    )


def _session(body: checks.Body, account: Account) -> Session:
    name = checks.text(body, "session_id", most=LONGEST_ID)
    if not name:
        checks.refuse("session_id cannot be empty")
    session = account.session(name)
    if session is None or session.session_id != name:
        checks.refuse("session_id does not exist or has expired")
    return session


def _choice(body: checks.Body) -> checks.Body:
    """Return the one element of face_choose."""
    chosen = body.get("face_choose")
    if not isinstance(chosen, list) or not chosen:
        checks.refuse("face_choose must be an array of one face")
    if len(chosen) > 1:
        checks.refuse("face_choose supports only one person for now")
    (choice,) = chosen
    if not isinstance(choice, dict):
        checks.refuse("face_choose must be an array of objects")
    checks.only(choice, FACE_KEYS, "face_choose.")
    return choice


def _face(choice: checks.Body, session: Session) -> Face:
    face_id = checks.text(choice, "face_id", most=LONGEST_ID)
    if not face_id:
        checks.refuse("face_id cannot be empty")
    face = session.face(face_id)
    if face is None:
        checks.refuse("face_id does not exist in this session")
    return face


def _lips(choice: checks.Body, sound: Recording, length: int) -> Lips:
    """Return where a sound goes in a video of `length` milliseconds."""
    start, end, insert = (
        checks.whole(choice, key)
        for key in ("sound_start_time", "sound_end_time", "sound_insert_time")
    )
    if end > sound.milliseconds:
        checks.refuse("sound_end_time cannot be later than the end of the sound")
    if end - start < LEAST:
        checks.refuse("the cropped sound cannot be shorter than 2 seconds")
    if insert + end - start > length:
        checks.refuse("the inserted sound cannot end later than the video")
    loudness = checks.number(choice, "sound_volume", 0, 2)
    original = checks.number(choice, "original_audio_volume", 0, 2)
    return Lips(
        face_id="",
        sound=hashlib.sha256(sound.content).hexdigest(),
        start=start,
        end=end,
        insert=insert,
        volume=1.0 if loudness is None else loudness,
        original_volume=1.0 if original is None else original,
    )


FAMILY = Family(SEGMENT, BODY_LIMIT, read, shapes.created, shapes.looked_at)
