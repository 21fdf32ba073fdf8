"""One's own uploads: listed, served, removed; and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generations import wiring
from generations.models import Asset, Generation, Purpose, State
from generations.services.assets.remove import LINGER, clear_removed
from generations.services.assets.use import named_in, note_use
from generations.services.trash import remove_video, trash_video

from .caller import PICTURE, Caller, codes, read


def test_uploads_are_listed_newest_first_by_purpose(alice: Caller, bob: Caller):
    bob.keep_upload()
    kept = [alice.keep_upload() for _ in range(3)]
    Asset.objects.filter(pk=kept[1].pk).update(purpose=Purpose.MASK)
    shown = alice.get("assets/").json()
    assert [one["id"] for one in shown["results"]] == [
        str(one.pk) for one in reversed(kept)
    ]
    masks = alice.get("assets/?purpose=mask,audio").json()["results"]
    assert [one["id"] for one in masks] == [str(kept[1].pk)]
    assert codes(alice.get("assets/?purpose=poster")) == {("purpose", "unknown_value")}


def test_a_long_list_comes_in_pages(alice: Caller):
    wanted = {str(alice.keep_upload().pk) for _ in range(5)}
    path, seen = "assets/?page_size=2", []
    while path:
        page = alice.get(path).json()
        seen += [one["id"] for one in page["results"]]
        path = page["next"]
    assert len(seen) == 5
    assert set(seen) == wanted


@pytest.mark.parametrize("size", [1, 200])
def test_a_page_of_uploads_is_one_query(alice: Caller, size: int):
    for _ in range(3):
        alice.keep_upload()
    alice.get("me/")
    with CaptureQueriesContext(connection) as asked:
        assert alice.get(f"assets/?page_size={size}").status_code == 200
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("file", PICTURE), ("thumbnail", b"small")]
)
def test_its_files_open_by_signature_or_credential_in_ranges(
    alice: Caller, name: str, content: bytes
):
    shown = alice.get(f"assets/{alice.keep_upload().pk}/").json()
    player = Client()
    whole = read(player.get(shown[name]))
    assert (whole.status_code, whole.sent) == (200, content)
    assert whole.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "immutable" in whole.headers["Cache-Control"]
    part = read(player.get(shown[name], headers={"Range": "bytes=1-3"}))
    assert (part.status_code, part.sent) == (206, content[1:4])
    bare = shown[name].partition("?")[0]
    assert alice.get(bare).sent == content
    assert player.get(bare).status_code == 401


def test_a_signature_opens_its_own_file_alone(alice: Caller):
    one, other = (
        alice.get(f"assets/{alice.keep_upload().pk}/").json() for _ in range(2)
    )
    path, _, signed = one["file"].partition("?")
    player = Client()
    assert (
        player.get(f"{one['thumbnail'].partition('?')[0]}?{signed}").status_code == 401
    )
    assert player.get(f"{other['file'].partition('?')[0]}?{signed}").status_code == 401
    clip = path.replace("/assets/", "/videos/")
    assert player.get(f"{clip}?{signed}").status_code == 401


def test_a_download_is_named_after_the_upload(alice: Caller):
    shown = alice.get(f"assets/{alice.keep_upload().pk}/").json()
    named = read(Client().get(f"{shown['file']}&download=1"))
    tail = shown["id"][-6:]
    told = named.headers["Content-Disposition"]
    assert told.startswith(f'attachment; filename="Zoe\'s boat {tail}.png"')


def test_a_removed_upload_is_gone_at_once_for_everybody(alice: Caller):
    kept = alice.keep_upload()
    shown = alice.get(f"assets/{kept.pk}/").json()
    assert alice.delete(f"assets/{kept.pk}/").status_code == 204
    assert alice.delete(f"assets/{kept.pk}/").status_code == 404
    assert alice.get(f"assets/{kept.pk}/").status_code == 404
    assert alice.get("assets/").json()["results"] == []
    assert Client().get(shown["file"]).status_code == 404


def long_gone(alice: Caller, kept: Asset) -> None:
    """Remove an upload, an hour and more ago: S3 refuses calls of another hour."""
    alice.delete(f"assets/{kept.pk}/")
    ago = timezone.now() - LINGER - timedelta(seconds=1)
    Asset.objects.filter(pk=kept.pk).update(deleted_at=ago)


def test_the_files_of_a_removed_upload_go_a_little_later(alice: Caller):
    kept, other = alice.keep_upload(), alice.keep_upload()
    alice.delete(f"assets/{kept.pk}/")
    assert clear_removed() == 0
    assert wiring.vault().exists(kept.file)
    long_gone(alice, kept)
    assert clear_removed() == 1
    assert not Asset.objects.filter(pk=kept.pk).exists()
    assert not wiring.vault().exists(kept.file)
    assert not wiring.vault().exists(kept.thumbnail)
    assert wiring.vault().exists(other.file)


def test_what_a_job_under_way_names_stays_until_the_job_has_ended(alice: Caller):
    kept, job = alice.keep_upload(), alice.ask()
    named = {"dynamic_masks": [{"mask": str(kept.pk), "trajectories": []}]}
    Generation.objects.filter(pk=job.pk).update(request=job.request | named)
    long_gone(alice, kept)
    assert clear_removed() == 0
    assert wiring.vault().exists(kept.file)
    job.move(State.CANCELLED)
    assert clear_removed() == 1
    assert not wiring.vault().exists(kept.file)


def test_every_id_of_a_request_is_found_wherever_it_stands():
    ids = [f"0192f0c0-0000-7000-8000-00000000000{n}" for n in range(4)]
    request = {
        "prompt": f"not {ids[0]} here",
        "image": ids[1].upper(),
        "image_list": [ids[2]],
        "dynamic_masks": [{"mask": ids[3], "trajectories": [{"x": 1, "y": 2}]}],
    }
    assert {str(found) for found in named_in(request)} == set(ids[1:])


def test_use_is_noted_for_ones_own_alone(alice: Caller, bob: Caller):
    mine, theirs = alice.keep_upload(), bob.keep_upload()
    note_use(alice.id, [{"image": str(mine.pk)}, {"image_tail": str(theirs.pk)}])
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.used_at is not None
    assert theirs.used_at is None


def test_a_frame_outlives_its_clip_and_the_feed_tells_it(alice: Caller):
    clip, frame = alice.keep_clip(), alice.keep_upload()
    Asset.objects.filter(pk=frame.pk).update(source_video=clip)
    cursor = alice.get("changes/").json()["cursor"]
    trash_video(clip)
    remove_video(clip)
    told = alice.get(f"changes/?since={cursor}").json()["changes"]
    (change,) = [change for change in told if change["type"] == "asset"]
    assert change["object"]["source_video"] is None


def test_the_limits_of_uploads_are_public(client: Client, db: None):
    told = client.get("/api/v1/server/").json()
    assert "assets" in told["features"]
    assert told["limits"]["uploads_per_minute"] > 0
    assert told["limits"]["uploads_kept"]["count"] > 0
    uploads = told["limits"]["uploads"]
    assert uploads["image"]["read_bytes"] == 50_000_000
    assert uploads["audio"]["seconds"] == {"min": 2, "max": 60}
    assert uploads["video"]["short_sides"] == [720, 1080]


@override_settings(SANDBOX=False)
def test_what_was_made_in_rehearsal_says_so_for_ever(alice: Caller):
    rehearsed = alice.keep_upload()
    shown = alice.get(f"assets/{rehearsed.pk}/").json()
    assert shown["sandbox"] is True
