"""The gallery is listed, searched, sorted, summed up, changed and emptied."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from generations import wiring
from generations.models import Video

from .caller import Caller, codes


def listed(alice: Caller, query: str = "") -> list[str]:
    answer = alice.get(f"videos/{query}")
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_a_clip_says_everything_about_itself(alice: Caller):
    video = alice.keep_clip(title="Boat", note="For Ann")
    shown = alice.get(f"videos/{video.pk}/").json()
    assert shown["title"] == "Boat"
    assert shown["duration"] == 5.042
    assert shown["owner"] == {"id": str(alice.id), "name": "alice"}
    assert shown["collections"] == []
    assert shown["trashed_at"] is None
    assert set(shown["actions"]) == {"extend", "continue", "lip_sync"}


def test_pictures_are_null_until_they_are_drawn(alice: Caller):
    shown = alice.get(f"videos/{alice.keep_clip(pictures=False).pk}/").json()
    assert shown["file"]
    assert shown["poster"] is shown["preview"] is shown["thumbhash"] is None


def test_words_are_sought_in_title_prompt_note_and_id(alice: Caller):
    one = alice.keep_clip(title="Red boat", prompt="sea", pictures=False)
    two = alice.keep_clip(title="", prompt="A boat at night", pictures=False)
    three = alice.keep_clip(note="100% boatless", prompt="", pictures=False)
    assert listed(alice, "?search=BOAT") == [str(v.pk) for v in (three, two, one)]
    assert listed(alice, "?search=boat+night") == [str(two.pk)]
    assert listed(alice, "?search=100%25") == [str(three.pk)]
    assert listed(alice, f"?search={str(one.pk)[-12:]}") == [str(one.pk)]
    assert listed(alice, "?search=100_boat") == []


def test_filters_narrow_the_gallery(alice: Caller):
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    old = alice.keep_clip(created_at=now - timedelta(days=9), model="v2.6")
    new = alice.keep_clip(created_at=now, favourite=True)
    assert listed(alice, "?model=v2.6,v9") == [str(old.pk)]
    assert listed(alice, "?kind=lip_sync") == []
    assert listed(alice, "?favourite=true") == [str(new.pk)]
    assert listed(alice, "?favourite=false") == [str(old.pk)]
    assert listed(alice, "?created_after=2026-04-30") == [str(new.pk)]
    assert listed(alice, "?created_before=2026-04-30T00:00:00Z") == [str(old.pk)]
    assert listed(alice, "?created_before=2026-05-01T13:00:00+02:00") == [str(old.pk)]


def test_collections_are_refused_in_words(alice: Caller):
    answer = alice.get("videos/?collection=x")
    assert codes(answer) == {("collection", "not_offered_yet")}


ORDERS = ["-created_at", "created_at", "-duration", "-size", "title"]
VALUES = [("b", 5, 30), ("a", 10, 10), ("b", 5, 20), ("c", 5, 30), ("A", 7, 10)]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_go_through_everything_once_and_back_again(alice: Caller, order: str):
    for title, duration, size in VALUES:
        alice.keep_clip(
            title=title, duration=Decimal(duration), size=size, pictures=False
        )
    whole = listed(alice, f"?order={order}")
    assert len(whole) == len(VALUES)
    forth, pages = [], []
    address: str | None = f"videos/?order={order}&page_size=2"
    while address:
        page = alice.get(address).json()
        pages.append(page)
        forth += [row["id"] for row in page["results"]]
        address = page["next"]
    assert forth == whole
    assert pages[0]["previous"] is None
    back: list[str] = []
    address = pages[-1]["previous"]
    while address:
        page = alice.get(address).json()
        back = [row["id"] for row in page["results"]] + back
        address = page["previous"]
    assert back == whole[:4]


def test_clips_are_sorted_as_asked(alice: Caller):
    for title, duration, size in VALUES:
        alice.keep_clip(
            title=title, duration=Decimal(duration), size=size, pictures=False
        )
    rows = alice.get("videos/?order=-duration").json()["results"]
    assert [row["duration"] for row in rows] == [10, 7, 5, 5, 5]
    rows = alice.get("videos/?order=-size").json()["results"]
    assert [row["size"] for row in rows] == [30, 30, 20, 10, 10]


def test_a_page_keeps_its_place_when_clips_come_and_go(alice: Caller):
    clips = [alice.keep_clip(pictures=False) for _ in range(4)]
    first = alice.get("videos/?page_size=2").json()
    alice.keep_clip(pictures=False)
    clips[2].delete()
    rest = alice.get(first["next"]).json()
    assert [row["id"] for row in rest["results"]] == [
        str(clips[1].pk),
        str(clips[0].pk),
    ]


def test_a_cursor_that_was_not_given_out_is_refused(alice: Caller):
    alice.keep_clip(pictures=False)
    alice.keep_clip(pictures=False)
    by_id = alice.get("videos/?page_size=1").json()["next"]
    for address in ("videos/?cursor=x", "videos/?cursor=W10", f"{by_id}&order=title"):
        assert codes(alice.get(address)) == {("cursor", "bad_cursor")}


def test_unknown_parameters_are_refused_together_with_a_hint(alice: Caller):
    answer = alice.get("videos/?serach=x&page_size=0&favourite=maybe&order=size")
    assert codes(answer) == {
        ("serach", "unknown_parameter"),
        ("page_size", "out_of_range"),
        ("favourite", "bad_format"),
        ("order", "unknown_value"),
    }
    assert "`search`" in answer.json()["errors"][0]["remedy"]["text"]


@pytest.mark.parametrize(
    "query",
    [
        "search=%00",
        "created_after=0001-01-01T00:00:00%2B14:00",
        "created_after=2026-13-01",
        "page_size=1e3",
        "page_size=1&page_size=2",
        f"search={'x' * 3000}",
    ],
)
def test_impossible_values_are_refused(alice: Caller, query: str):
    assert alice.get(f"videos/?{query}").status_code == 400


def test_only_title_favourite_and_note_can_be_changed(alice: Caller):
    path = f"videos/{alice.keep_clip().pk}/"
    changed = alice.patch(path, {"title": "T", "favourite": True, "note": "N"}).json()
    assert (changed["title"], changed["favourite"], changed["note"]) == ("T", True, "N")
    for field in ("owner", "sandbox", "size", "file", "trashed_at", "prompt"):
        assert codes(alice.patch(path, {field: 1})) == {(field, "unknown_field")}
    wrong = alice.patch(path, {"title": "x" * 201, "favourite": 1, "note": []})
    assert codes(wrong) == {
        ("title", "too_long"),
        ("favourite", "wrong_type"),
        ("note", "wrong_type"),
    }


def test_a_deleted_clip_lies_in_the_trash_and_comes_back(alice: Caller):
    path = f"videos/{alice.keep_clip().pk}/"
    assert alice.delete(path).status_code == 204
    assert listed(alice) == []
    assert len(listed(alice, "?trashed=true")) == 1
    assert alice.get(path).json()["trashed_at"]
    restored = alice.post(f"{path}restore/")
    assert restored.status_code == 200
    assert restored.json()["trashed_at"] is None
    assert len(listed(alice)) == 1


def test_a_second_delete_removes_it_for_good(alice: Caller):
    video = alice.keep_clip()
    path = f"videos/{video.pk}/"
    assert [alice.delete(path).status_code for _ in range(3)] == [204, 204, 404]
    assert not Video.objects.exists()
    assert not wiring.vault().exists(video.file)


def test_a_summary_counts_under_the_same_filters(alice: Caller):
    day = datetime(2026, 5, 1, 23, 59, tzinfo=UTC)
    for at, model in [(day, "v2.6"), (day, "v1.6"), (day + timedelta(hours=1), "v2.6")]:
        alice.keep_clip(created_at=at, model=model, size=100, pictures=False)
    whole = alice.get("videos/summary/").json()
    assert (whole["count"], whole["seconds"], whole["bytes"]) == (3, 15.126, 300)
    assert [(row["model"], row["count"]) for row in whole["by_model"]] == [
        ("v1.6", 1),
        ("v2.6", 2),
    ]
    assert whole["by_day"] == [
        {"date": "2026-05-01", "count": 2},
        {"date": "2026-05-02", "count": 1},
    ]
    part = alice.get("videos/summary?model=v1.6").json()
    assert part["count"] == 1
    assert alice.get("videos/summary/?order=title").status_code == 400
