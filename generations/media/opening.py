"""Open an untrusted file for reading as one of a few container formats.

Runs in the child. The format is chosen here, by the file's first bytes, and never
guessed by FFmpeg: its playlist formats would fetch whatever addresses a file names.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from generations.media.unreadable import Unreadable

ISO_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
EBML_MAGIC = b"\x1a\x45\xdf\xa3"
MOST_PIXELS = 4096 * 4096
DISK_TROUBLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EFBIG, errno.ENOENT}
)


def video_format(head: bytes) -> str:
    """Return FFmpeg's name of a video container that begins with these bytes."""
    if head.startswith(EBML_MAGIC):
        return "matroska"
    if head[4:8] in ISO_BOXES:
        return "mp4"
    raise Unreadable("The file is neither MP4, MOV nor WebM.")


@contextmanager
def opened(
    path: str, format_of: Callable[[bytes], str] = video_format
) -> Iterator[InputContainer]:
    """Open a media file; whatever fails to parse inside is Unreadable.

    `format_of` names the container by the first bytes, or refuses the file.
    """
    try:
        with av.open(
            f"file:{path}",
            format=format_of(head_of(path)),
            options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        ) as container:
            yield container
    except FFmpegError as error:
        if error.errno in DISK_TROUBLE:
            raise OSError(error.errno, error.strerror) from error
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from error


def picture_stream(container: InputContainer) -> VideoStream:
    """Return the moving picture, ready to decode on one thread within limits."""
    stream = container.streams.best("video")
    if not isinstance(stream, VideoStream):
        raise Unreadable("The file holds no moving picture.")
    if not is_decodable(stream):
        raise Unreadable("The pictures are coded in a way that nobody here knows.")
    context = stream.codec_context
    if not 0 < context.width * context.height <= MOST_PIXELS:
        raise Unreadable("The picture has an impossible size.")
    context.thread_count = 1
    context.options = {"max_pixels": str(MOST_PIXELS)}
    return stream


def is_decodable(stream: VideoStream | AudioStream) -> bool:
    """Return whether there is a decoder; PyAV's types leave out that there may not."""
    context: CodecContext | None = stream.codec_context
    return context is not None


def head_of(path: str) -> bytes:
    """Return the bytes that tell what a file is."""
    with Path(path).open("rb") as file:
        return file.read(16)
