"""Videos and sounds by address are fetched from this machine only, and measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import av
import pytest
from av.container import OutputContainer

from .caller import Caller, Clock
from .customer import HOUR, LIP_SYNC, Customer, lip_sync, sound


@cache
def video(
    size: tuple[int, int] = (1280, 720), seconds: float = 2.5, container: str = "mp4"
) -> bytes:
    """Return a small video of two grey frames a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "video"
        with av.open(str(path), "w", format=container) as out:
            _filled(out, size, seconds)
        return path.read_bytes()


def _filled(out: OutputContainer, size: tuple[int, int], seconds: float) -> None:
    stream: Any = out.add_stream("libx264", rate=2, options={"preset": "ultrafast"})
    stream.width, stream.height = size
    for number in range(round(seconds * 2)):
        frame = av.VideoFrame(*size, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        frame.pts = number
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves one content on this machine, at an address."""
    contents: dict[str, tuple[int, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = contents[self.path]
            self.send_response(status)
            self.send_header("Location", "/0")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def served(content: bytes, status: int = 200) -> str:
        name = f"/{len(contents)}"
        contents[name] = status, content
        return f"http://127.0.0.1:{server.server_port}{name}"

    yield served
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("container", ["mp4", "mov"])
def test_a_callers_own_video_shows_one_face_all_through(
    customer: Customer, serve: Callable[..., str], clock: Clock, container
):
    address = serve(video(container=container))
    reply = customer.faces(video_url=address)
    (face,) = reply.data["face_data"]
    assert (face["start_time"], face["end_time"]) == (0, 2500)
    body = lip_sync(reply.data["session_id"], sound_end_time=2500, sound_insert_time=0)
    task_id = customer.caller.post(body, LIP_SYNC).data["task_id"]
    clock.pass_(HOUR)
    before = customer.caller.query(task_id, LIP_SYNC).data["task_info"]["parent_video"]
    assert before["id"]
    assert (before["url"], before["duration"]) == (address, "2.5")


@pytest.mark.parametrize(("hours", "kept"), [(23, 1), (25, 0)])
def test_a_callers_video_is_kept_as_long_as_its_session(
    open_sandbox: Callable[..., Caller],
    serve: Callable[..., str],
    tmp_path: Path,
    clock: Clock,
    hours,
    kept,
):
    first = Customer(open_sandbox(folder=tmp_path / "a", clock=clock), clock)
    session_id = first.faces(video_url=serve(video())).data["session_id"]
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    clock.pass_(hours * HOUR)
    second = Customer(open_sandbox(folder=tmp_path / "b", clock=clock), clock)
    assert len(list((tmp_path / "b" / "films").iterdir())) == kept
    times = {"sound_end_time": 2500, "sound_insert_time": 0}
    assert second.lip_sync(session_id, **times).code == (0 if kept else 1201)


@pytest.mark.parametrize(
    "terms",
    [
        {"size": (640, 360)},
        {"size": (1280, 960)},
        {"size": (2400, 1080)},
        {"size": (640, 720)},
        {"seconds": 1.5},
        {"seconds": 60.5},
        {"container": "matroska"},
    ],
)
def test_videos_beyond_the_documents_limits_are_1201(
    customer: Customer, serve: Callable[..., str], tmp_path: Path, terms
):
    assert customer.faces(video_url=serve(video(**terms))).code == 1201
    assert not list((tmp_path / "films").iterdir())


@pytest.mark.parametrize("size", [(720, 720), (1080, 1920), (720, 2160)])
def test_720p_and_1080p_lie_or_stand(
    customer: Customer, serve: Callable[..., str], size
):
    assert customer.faces(video_url=serve(video(size))).code == 0


@pytest.mark.parametrize("content", [b"", b"no video", sound(), video()[:900]])
def test_what_is_no_video_is_1201(
    customer: Customer, serve: Callable[..., str], content
):
    reply = customer.faces(video_url=serve(content))
    assert (reply.code, "mp4 or mov" in reply.json["message"]) == (1201, True)


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/video.mp4",
        "http://example.com/video.mp4",
        "http://10.0.0.1/video.mp4",
        "http://[::ffff:10.0.0.1]/video.mp4",
        "http://127.0.0.1.example.com/video.mp4",
        "http://user@127.0.0.1:9/video.mp4",
        "http://127.0.0.1:99999/video.mp4",
        "http://127.0.0.1:x/video.mp4",
        "http://[/video.mp4",
        "http:///video.mp4",
        "http://127.0.0.1:9/a b\r\n",
        "file:///etc/hostname",
        "ftp://127.0.0.1/video.mp4",
        "/files/x.mp4",
        "é",
    ],
)
def test_other_addresses_are_not_fetched(customer: Customer, address):
    assert customer.faces(video_url=address).code == 1201
    reply = customer.lip_sync(customer.session(), sound_file=address)
    assert reply.code == 1201


@pytest.mark.parametrize("status", [302, 404, 500])
def test_only_a_plain_answer_counts(
    customer: Customer, serve: Callable[..., str], status
):
    serve(video())
    assert customer.faces(video_url=serve(video(), status)).code == 1201


def test_a_sound_is_fetched_too(customer: Customer, serve: Callable[..., str]):
    address = serve(sound())
    assert customer.lip_sync(customer.session(), sound_file=address).code == 0
    address = serve(bytes(5_000_001))
    reply = customer.lip_sync(customer.session(), sound_file=address)
    assert (reply.code, "too large" in reply.json["message"]) == (1201, True)
