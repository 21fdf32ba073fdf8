"""Files play by signed address or credential, in ranges, for their owner alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from generations import wiring
from generations.media.signing import WINDOW
from generations.models import Video

from .caller import CLIP, Caller, read

RENDITIONS = ["file", "poster", "preview"]


@pytest.fixture
def clip(alice: Caller) -> dict:
    video = alice.keep_clip(title='Zoë\'s "boat" / <b>')
    shown: dict = alice.get(f"videos/{video.pk}/").json()
    return shown


class Player(Client):
    """A video player: it sends no credential."""

    def request(self, **request: Any) -> Any:
        return read(super().request(**request))


@pytest.fixture
def player() -> Player:
    return Player()


@pytest.mark.parametrize("rendition", RENDITIONS)
def test_a_signed_address_plays_without_headers(
    clip: dict, player: Any, rendition: str
):
    answer = player.get(clip[rendition])
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert len(answer.sent) == int(answer.headers["Content-Length"])


@pytest.mark.embedded  # S3 refuses calls of another hour
def test_addresses_are_the_same_within_their_window_and_open_six_hours_more(
    alice: Caller, clip: dict, player: Any
):
    path = f"videos/{clip['id']}/"
    start = 200_000 * WINDOW
    with time_machine.travel(start + 1, tick=False):
        first = alice.get(path)
    with time_machine.travel(start + WINDOW - 1, tick=False) as clock:
        again = alice.get(path)
        assert again.json() == first.json()
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.json()["media_expires_at"].endswith("Z")
        address = again.json()["file"]
        clock.shift(WINDOW)
        answer = player.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, max-age=1, immutable"
        clock.shift(2)
        assert player.get(address).status_code == 401


@pytest.mark.parametrize("rendition", RENDITIONS)
def test_a_signature_opens_nothing_but_its_own_file(
    alice: Caller, clip: dict, player: Any, rendition: str
):
    other = alice.keep_clip()
    signed = urlsplit(clip["poster"] if rendition != "poster" else clip["file"]).query
    assert player.get(f"{_path(clip, rendition)}?{signed}").status_code == 401
    own = urlsplit(clip[rendition]).query
    elsewhere = _path(clip, rendition).replace(clip["id"], str(other.pk))
    assert player.get(f"{elsewhere}?{own}").status_code == 401


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e, s: (e, s[:-1] + ("A" if s[-1] != "A" else "B")),
        lambda e, s: (str(int(e) + WINDOW), s),
        lambda e, s: (e, ""),
        lambda e, s: ("", s),
        lambda e, s: ("9" * 13, s),
        lambda e, s: (f"٣{e}", s),
        lambda e, s: (e, "\udcff"),
    ],
)
def test_a_spoilt_signature_opens_nothing(clip: dict, player: Any, spoil):
    asked = parse_qs(urlsplit(clip["file"]).query)
    e, s = spoil(asked["e"][0], asked["s"][0])
    s = s.encode("utf-8", "surrogateescape")
    assert player.get(_path(clip, "file"), {"e": e, "s": s}).status_code in (400, 401)


def test_a_credential_opens_ones_own_files_only(alice: Caller, bob: Caller, clip: dict):
    path = _path(clip, "file")
    mine = alice.get(path)
    assert mine.status_code == 200
    assert mine.headers["Vary"].startswith("Authorization")
    theirs = bob.get(path)
    missing = bob.get(path.replace(clip["id"], "0" * 32))
    assert theirs.status_code == missing.status_code == 404
    assert _told(theirs) == _told(missing)


@pytest.mark.parametrize(
    ("asked", "status", "told", "sent"),
    [
        ("bytes=0-0", 206, f"bytes 0-0/{len(CLIP)}", CLIP[:1]),
        ("bytes=100-199", 206, f"bytes 100-199/{len(CLIP)}", CLIP[100:200]),
        ("bytes=-5", 206, None, CLIP[-5:]),
        ("bytes=10000-", 206, None, CLIP[10000:]),
        ("bytes=5-2", 200, None, CLIP),
        ("bytes=0-1,4-5", 200, None, CLIP),
        (f"bytes={len(CLIP)}-", 416, f"bytes */{len(CLIP)}", None),
    ],
)
def test_ranges_are_sent_as_asked(clip: dict, player: Any, asked, status, told, sent):
    answer = player.get(clip["file"], headers={"Range": asked})
    assert answer.status_code == status
    if told:
        assert answer.headers["Content-Range"] == told
    if sent is not None:
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.sent == sent


def test_a_range_of_another_version_gets_the_whole_file(clip: dict, player: Any):
    etag = player.get(clip["file"]).headers["ETag"]
    same = {"Range": "bytes=0-9", "If-Range": etag}
    assert player.get(clip["file"], headers=same).status_code == 206
    other = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert player.get(clip["file"], headers=other).status_code == 200


def test_head_tells_what_get_would_send(clip: dict, player: Any):
    head = player.head(clip["file"], headers={"Range": "bytes=0-9"})
    assert head.status_code == 200
    assert head.headers["Content-Length"] == str(len(CLIP))
    assert head.sent == b""


def test_a_file_one_has_is_not_sent_again(clip: dict, player: Any):
    first = player.get(clip["file"])
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"x", W/{first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        answer = player.get(clip["file"], headers=headers)
        assert answer.status_code == 304
        assert answer.sent == b""
    stale = {
        "If-None-Match": '"x"',
        "If-Modified-Since": first.headers["Last-Modified"],
    }
    assert player.get(clip["file"], headers=stale).status_code == 200


def test_a_poster_comes_in_the_next_wider_size(clip: dict, player: Any):
    assert player.get(f"{clip['poster']}&w=320").sent == b"small poster"
    assert player.get(f"{clip['poster']}&w=321").sent == b"usual poster!"
    assert player.get(f"{clip['poster']}&w=1280").sent == b"usual poster!"
    assert player.get(clip["poster"]).sent == b"usual poster!"
    assert player.get(f"{clip['poster']}&w=0").status_code == 400
    assert player.get(f"{clip['file']}&w=320").status_code == 400


def test_a_download_is_named_after_the_clip(clip: dict, player: Any):
    named = player.get(f"{clip['file']}&download=1").headers["Content-Disposition"]
    tail = clip["id"][-6:]
    assert named == (
        f'attachment; filename="Zoe\'s boat b {tail}.mp4"; '
        f"filename*=UTF-8''Zo%C3%AB%27s%20boat%20b%20{tail}.mp4"
    )
    assert "Content-Disposition" not in player.get(clip["file"]).headers


@pytest.mark.parametrize(
    "title", ["..", "日本語のボート", "\r\nSet-Cookie: a=b", "x" * 200]
)
def test_any_title_makes_a_safe_name(alice: Caller, player: Any, title: str):
    video = alice.keep_clip(title=title, pictures=False)
    address = alice.get(f"videos/{video.pk}/").json()["file"]
    named = player.get(f"{address}&download=1").headers["Content-Disposition"]
    assert named.isascii()
    assert not set("\r\n/\\") & set(named)
    assert len(named) < 1000


def test_a_trashed_clip_still_plays_and_a_removed_one_is_gone(
    alice: Caller, clip: dict, player: Any
):
    alice.delete(f"videos/{clip['id']}/")
    assert player.get(clip["file"]).status_code == 200
    alice.delete(f"videos/{clip['id']}/")
    assert player.get(clip["file"]).status_code == 404


def test_a_picture_that_is_not_drawn_is_404(alice: Caller):
    video = alice.keep_clip(pictures=False)
    assert alice.get(f"videos/{video.pk}/poster").status_code == 404
    assert alice.get(f"videos/{video.pk}/preview").status_code == 404


def test_a_lost_file_is_404_and_no_half_answer(alice: Caller, clip: dict):
    wiring.vault().delete(Video.objects.get().file)
    answer = alice.get(_path(clip, "file"))
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_any_accept_header_gets_the_file(clip: dict, player: Any):
    answer = player.get(clip["file"], headers={"Accept": "image/avif"})
    assert answer.status_code == 200


def _path(clip: dict, rendition: str) -> str:
    return f"/api/v1/videos/{clip['id']}/{rendition}"


def _told(answer) -> dict:
    told: dict = answer.json() | {"request_id": None}
    return told
