"""The change feed over the API: a full copy, then what became different."""

from __future__ import annotations

import pytest

from generations.models import Feed

from .caller import Caller, codes


def test_an_empty_cursor_gives_a_full_copy_of_ones_own(alice: Caller, bob: Caller):
    mine, clip, upload = alice.ask(), alice.keep_clip(), alice.keep_upload()
    bob.ask()
    bob.keep_upload()
    told = alice.get("changes/").json()
    found = {(change["type"], change["id"]) for change in told["changes"]}
    assert found == {
        ("generation", str(mine.pk)),
        ("video", str(clip.pk)),
        ("asset", str(upload.pk)),
    }
    assert told["more"] is False


def test_objects_are_the_same_as_at_their_own_address(alice: Caller):
    mine, clip, upload = alice.ask(), alice.keep_clip(), alice.keep_upload()
    told = alice.get("changes/").json()["changes"]
    objects = {change["id"]: change["object"] for change in told}
    assert objects[str(mine.pk)] == alice.get(f"generations/{mine.pk}/").json()
    assert objects[str(clip.pk)] == alice.get(f"videos/{clip.pk}/").json()
    assert objects[str(upload.pk)] == alice.get(f"assets/{upload.pk}/").json()


def test_a_cursor_gives_what_changed_since(alice: Caller):
    clip = alice.keep_clip()
    cursor = alice.get("changes/").json()["cursor"]
    assert alice.get(f"changes/?since={cursor}").json()["changes"] == []
    alice.patch(f"videos/{clip.pk}/", {"title": "New"})
    (change,) = alice.get(f"changes/?since={cursor}").json()["changes"]
    assert change["object"]["title"] == "New"


def test_a_removed_clip_is_told_as_deleted(alice: Caller):
    clip = alice.keep_clip()
    cursor = alice.get("changes/").json()["cursor"]
    for _ in range(2):
        alice.delete(f"videos/{clip.pk}/")
    told = alice.get(f"changes/?since={cursor}").json()["changes"]
    (change,) = [change for change in told if change["type"] == "video"]
    assert change["deleted"] is True
    assert change["object"] is None


def test_long_feeds_come_in_pages(alice: Caller):
    wanted = {str(alice.ask().pk) for _ in range(5)}
    seen, cursor, more = set(), "", True
    while more:
        told = alice.get(f"changes/?page_size=2&since={cursor}").json()
        assert len(told["changes"]) <= 2
        seen |= {change["id"] for change in told["changes"]}
        cursor, more = told["cursor"], told["more"]
    assert seen == wanted


def test_a_cursor_from_before_a_restore_is_too_old(alice: Caller):
    alice.ask()
    cursor = alice.get("changes/").json()["cursor"]
    Feed.objects.update(epoch="00000000")
    refused = alice.get(f"changes/?since={cursor}")
    assert refused.status_code == 410
    assert refused.json()["code"] == "cursor_too_old"


@pytest.mark.parametrize("cursor", ["x", "a.b", ".1", "a.", "a.-1", "a." + "9" * 40])
def test_what_is_no_cursor_is_refused(alice: Caller, cursor: str):
    answer = alice.get(f"changes/?since={cursor}")
    assert answer.status_code == 400
    assert codes(answer) == {("since", "bad_cursor")}
