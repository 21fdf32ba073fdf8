"""Make a sound an MP3 that the gateway takes, and draw its wave. Runs in the child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import InvalidDataError
from numpy.typing import NDArray

from generations.media.ingest.rules import (
    SOUND_READ_BYTES,
    SOUND_SECONDS,
    check_seconds,
    check_weight,
)
from generations.media.ingest.waves import is_silent, peaks_of
from generations.media.opening import (
    EBML_MAGIC,
    ISO_BOXES,
    head_of,
    is_decodable,
    opened,
)
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable

MP3 = "audio/mpeg"
BIT_RATE = 192_000  # 60 s of it are 1.4 MB
FAST = {"compression_level": "7"}  # at this bit rate nobody hears the difference
CD_RATES = frozenset({11_025, 22_050, 44_100, 88_200, 176_400})
SLACK = 0.5  # seconds that a sound may fall short of its promise
#: A WAV may lack this much of its promise; a recorder that does not know its length
#: writes a huge one.
RIFF_SLACK, RIFF_UNKNOWN = 4096, 0x7F00_0000
MOST_BAD_PACKETS = 0.05  # of all: what players skip without a word
#: Formats whose length is only guessed from their size, or told by their last page.
WITHOUT_PROMISE = frozenset({"mp3", "aac", "ogg"})

Samples = NDArray[np.int16]


@dataclass
class Cut:
    """Which seconds are wanted; without an end, everything after the start."""

    start: float
    end: float | None

    def stop_after(self) -> float:
        """Return how far to listen: a little over what can be taken at all."""
        return self.start + SOUND_SECONDS[1] + 1 if self.end is None else self.end


def fit_sound(path: str, out: str, start: float, end: float | None) -> dict[str, Any]:
    """Write the sound from `start` to `end` seconds as MP3, with its length and wave.

    The picture of a video and the cover of a song are left out.
    """
    check_weight(path, SOUND_READ_BYTES)
    _check_riff(path)
    cut = Cut(start, end)
    with opened(path, sound_format) as container:
        stream = _voice(container)
        rate = 44_100 if stream.rate in CD_RATES else 48_000
        samples = _heard(container, stream, rate, cut)
        promised = _promised(container, stream)
    seconds = samples.shape[1] / rate
    if cut.end is None and promised and seconds > SOUND_SECONDS[1]:
        seconds = max(seconds, promised - cut.start)
    check_seconds(seconds, SOUND_SECONDS, "sound")
    if is_silent(samples):
        raise Refused("silent", "Nothing can be heard in the sound. Send another one.")
    _write(samples, rate, out)
    return {
        "type": MP3,
        "duration": f"{samples.shape[1] * 1000 // rate / 1000:.3f}",
        "peaks": peaks_of(samples),
    }


def sound_format(head: bytes) -> str:
    """Return FFmpeg's name of a sound's container by its first bytes, or refuse it."""
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"OggS"):
        return "ogg"
    if head.startswith(EBML_MAGIC):
        return "matroska"
    if head[4:8] in ISO_BOXES:
        return "mp4"
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and _layer(head) in {1, 2, 3}):
        return "mp3"
    if head[:1] == b"\xff" and _layer(head) == 0:
        return "aac"
    raise Refused(
        "unsupported_type",
        "The file is no sound that can be read. Send MP3, WAV, M4A, OGG or WebM.",
    )


def _layer(head: bytes) -> int | None:
    """Return the MPEG layer in a frame's head; raw AAC has 0 there."""
    if len(head) < 2 or head[1] & 0xE0 != 0xE0:
        return None
    return head[1] >> 1 & 3


def _voice(container: InputContainer) -> AudioStream:
    stream = container.streams.best("audio")
    if not isinstance(stream, AudioStream):
        raise Unreadable("The file holds no sound.")
    if not is_decodable(stream) or not stream.rate or not stream.channels:
        raise Unreadable("The sound cannot be decoded.")
    stream.codec_context.thread_count = 1
    return stream


def _heard(
    container: InputContainer, stream: AudioStream, rate: int, cut: Cut
) -> Samples:
    """Decode what is wanted, as 16 bits, channel by channel."""
    layout = "mono" if stream.channels == 1 else "stereo"
    resampler = av.AudioResampler(format="s16p", layout=layout, rate=rate)
    first, last = round(cut.start * rate), round(cut.stop_after() * rate)
    kept: list[Samples] = []
    at = 0
    for frame in _resampled(container, stream, resampler):
        piece = frame.to_ndarray().astype(np.int16, copy=False)
        if at + piece.shape[1] > first:
            kept.append(piece[:, max(0, first - at) : last - at])
        at += piece.shape[1]
        if at >= last:
            break
    else:
        _check_whole(at / rate, container, stream)
    if not kept:
        raise Refused(
            "too_short",
            f"The sound ends after {at / rate:.1f} s, before the part asked for.",
            duration=round(at / rate, 3),
        )
    return np.concatenate(kept, axis=1)


def _resampled(
    container: InputContainer, stream: AudioStream, resampler: av.AudioResampler
) -> Iterator[AudioFrame]:
    for frame in _decoded(container, stream):
        frame.pts = None  # a gap in the times is no gap in the sound
        try:
            yield from resampler.resample(frame)
        except ValueError as error:
            raise Unreadable("The sound changes its format on the way.") from error
    yield from resampler.resample(None)


def _decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """Decode every packet; a few bad ones are skipped, as players do."""
    good = bad = 0
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except InvalidDataError:
            bad += 1
            continue
        good += 1
        yield from frames
    if not good or bad > 1 + MOST_BAD_PACKETS * (good + bad):
        raise Unreadable("The sound cannot be decoded.")


def _promised(container: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def _check_whole(
    seconds: float, container: InputContainer, stream: AudioStream
) -> None:
    promised = _promised(container, stream)
    if container.format.name in WITHOUT_PROMISE or promised is None:
        return
    if seconds < promised - SLACK:
        raise Unreadable(
            f"The file is incomplete: {seconds:.1f} of {promised:.1f} s of its sound."
        )


def _check_riff(path: str) -> None:
    """Refuse a WAV that ends early: FFmpeg forgets what its head promised."""
    head, size = head_of(path), Path(path).stat().st_size
    promised = int.from_bytes(head[4:8], "little")
    if head[:4] == b"RIFF" and size + RIFF_SLACK < promised < RIFF_UNKNOWN:
        raise Unreadable("The file is incomplete: its end is missing.")


def _write(samples: Samples, rate: int, out: str) -> None:
    layout = "mono" if len(samples) == 1 else "stereo"
    # No tags: neither the sender's nor the encoder's.
    bare = {"id3v2_version": "0", "fflags": "+bitexact"}
    with av.open(out, "w", format="mp3", container_options=bare) as target:
        stream = target.add_stream("libmp3lame", rate=rate, layout=layout, options=FAST)
        stream.bit_rate = BIT_RATE
        step = 1152
        for at in range(0, samples.shape[1], step):
            piece = np.ascontiguousarray(samples[:, at : at + step])
            frame = AudioFrame.from_ndarray(piece, format="s16p", layout=layout)
            frame.sample_rate, frame.pts = rate, at
            frame.time_base = Fraction(1, rate)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
