"""The sound of a lip-sync request: sent in base64, by address, or by its id."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from . import audition, checks, fetch, senses

FORMATS = ("mp3", "wav", "mp4")
"""The document's .mp3, .wav and .m4a, as a decoder names them."""
LARGEST = 5_000_000
SHORTEST, LONGEST = 2_000, 60_000
PADDING = 100
"""Milliseconds that an encoder may have added to the end of a minute."""
LONGEST_ID = 512


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound that the document allows, and its length."""

    content: bytes
    milliseconds: int


def recording(choice: checks.Body) -> Recording:
    """Return the sound that one face is to speak with, or raise `Refusal`."""
    audio_id = checks.text(choice, "audio_id", most=LONGEST_ID)
    sound_file = checks.text(choice, "sound_file", most=LARGEST * 2)
    if bool(audio_id) == bool(sound_file):
        checks.refuse("exactly one of audio_id and sound_file must have a value")
    if audio_id:
        return _measured(_auditioned(audio_id), "audio_id")
    return _measured(_sent(sound_file or ""), "sound_file")


def _auditioned(audio_id: str) -> bytes:
    content = audition.sound(audio_id)
    if content is None:
        checks.refuse("audio_id does not exist or is older than 30 days")
    return content


def _sent(sound_file: str) -> bytes:
    if fetch.is_address(sound_file):
        return fetch.fetched(sound_file, "sound_file", most=LARGEST)
    if sound_file.startswith("data:"):
        checks.refuse("sound_file must be base64 without the data: prefix")
    try:
        content = base64.b64decode(sound_file, validate=True)
    except (binascii.Error, ValueError):
        checks.refuse("sound_file is not valid base64")
    if len(content) > LARGEST:
        checks.refuse("sound_file cannot exceed 5 MB")
    return content


def _measured(content: bytes, key: str) -> Recording:
    sound = senses.heard(content)
    if sound is None or sound.format not in FORMATS:
        checks.refuse(f"{key} is not a sound in mp3, wav or m4a")
    if not SHORTEST <= sound.milliseconds <= LONGEST + PADDING:
        checks.refuse(f"{key} cannot be shorter than 2 or longer than 60 seconds")
    return Recording(content, sound.milliseconds)
