"""Decode the sound of an opened file, as far as it is wanted."""

from __future__ import annotations

from collections.abc import Iterator

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import InvalidDataError
from numpy.typing import NDArray

from generations.media.opening import is_decodable
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable

CD_RATES = frozenset({11_025, 22_050, 44_100, 88_200, 176_400})
SLACK = 0.5  # seconds that a sound may fall short of its promise
MOST_BAD_PACKETS = 0.05  # of all: what players skip without a word
#: Formats whose length is only guessed from their size, or told by their last page.
WITHOUT_PROMISE = frozenset({"mp3", "aac", "ogg"})

Samples = NDArray[np.int16]


class Ear:
    """Listens to the best sound of a container, at a common rate, in one or two ears.

    `promised` is how many seconds the file says it has, where it does.
    """

    def __init__(self, container: InputContainer) -> None:
        self.container = container
        self.stream = _voice(container)
        self.rate = 44_100 if self.stream.rate in CD_RATES else 48_000
        self.promised = _promised(container, self.stream)
        self.reached = 0.0

    def hear(self, start: float, stop: float) -> Samples:
        """Return the samples between these seconds: 16 bits, channels by moments.

        A file that ends before `stop` and before what it promised is Unreadable.
        """
        first, last = round(start * self.rate), round(stop * self.rate)
        kept: list[Samples] = []
        at = 0
        for frame in self._resampled():
            piece = frame.to_ndarray().astype(np.int16, copy=False)
            if at + piece.shape[1] > first:
                kept.append(piece[:, max(0, first - at) : last - at])
            at += piece.shape[1]
            if at >= last:
                break
        else:
            self._check_whole(at / self.rate)
        if not kept:
            raise _nothing_left(at / self.rate)
        return np.concatenate(kept, axis=1)

    def _resampled(self) -> Iterator[AudioFrame]:
        layout = "mono" if self.stream.channels == 1 else "stereo"
        resampler = av.AudioResampler(format="s16p", layout=layout, rate=self.rate)
        for frame in self._decoded():
            frame.pts = None  # samples follow each other whatever the times say
            try:
                yield from resampler.resample(frame)
            except ValueError as error:
                raise Unreadable("The sound changes its format midway.") from error
        yield from resampler.resample(None)

    def _decoded(self) -> Iterator[AudioFrame]:
        """Decode every packet; a few bad ones are skipped, as players do."""
        packets = bad = 0
        for packet in self.container.demux(self.stream):
            packets += 1
            try:
                frames = self.stream.decode(packet)
            except InvalidDataError:
                bad += 1
                continue
            for frame in frames:
                self.reached = frame.time or 0
                yield frame
        if bad > 1 + MOST_BAD_PACKETS * packets:
            raise Unreadable("The sound cannot be decoded.")

    def _check_whole(self, heard: float) -> None:
        if not heard:
            raise Unreadable("The sound cannot be decoded.")
        reached = max(heard, self.reached)
        if self.promised and reached < self.promised - SLACK:
            raise Unreadable(
                f"The file is incomplete: {reached:.1f} of {self.promised:.1f}"
                " seconds of its sound."
            )


def _voice(container: InputContainer) -> AudioStream:
    stream = container.streams.best("audio")
    if not isinstance(stream, AudioStream):
        raise Unreadable("The file holds no sound.")
    if not is_decodable(stream) or not stream.rate or not stream.channels:
        raise Unreadable("The sound cannot be decoded.")
    stream.codec_context.thread_count = 1
    return stream


def _promised(container: InputContainer, stream: AudioStream) -> float | None:
    if container.format.name in WITHOUT_PROMISE:
        return None
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration and len(container.streams) == 1:
        return container.duration / av.time_base
    return None


def _nothing_left(seconds: float) -> Refused:
    return Refused(
        "too_short",
        f"The sound ends after {seconds:.1f} s, before the part asked for.",
        duration=round(seconds, 3),
    )
