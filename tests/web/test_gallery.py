from __future__ import annotations

import re
from html import unescape

import pytest

from generations.services.edit import edit_video
from generations.services.trash import trash_video

from .pages import Page


def tiles(visitor, query=""):
    """Return the ids of the clips on the wall, in its order."""
    page = visitor.see(f"/gallery/{query}")
    assert page.status_code == 200
    return re.findall(r'id="tile-([^"]+)"', page.text)


def test_the_wall_shows_ones_own_clips_newest_first(alice, bob):
    videos = [alice.keep_clip() for _ in range(3)]
    bob.keep_clip()
    assert tiles(alice) == [str(video.pk) for video in reversed(videos)]


def test_search_finds_titles_prompts_and_notes(alice):
    named, noted, _ = (alice.keep_clip(prompt="Boat") for _ in range(3))
    edit_video(named, title="Harbour at night")
    edit_video(noted, note="for the harbour scene")
    assert set(tiles(alice, "?search=harbour")) == {str(named.pk), str(noted.pk)}
    assert len(tiles(alice, "?search=boat")) == 3


def test_filters_stay_in_the_address_and_count_what_they_leave(alice):
    liked = alice.keep_clip(model="v2.6", favourite=True)
    alice.keep_clip()
    assert tiles(alice, "?favourite=true") == [str(liked.pk)]
    assert tiles(alice, "?model=v2.6") == [str(liked.pk)]
    assert tiles(alice, "?kind=lip_sync") == []
    page = unescape(alice.see("/gallery/?search=boat").text)
    assert "?search=boat&model=v2.6" in page
    assert re.search(r'Favourites\s+<span class="mono">1</span>', page)


@pytest.mark.parametrize(
    ("order", "first"),
    [("created_at", 0), ("-duration", 1), ("title", 2), ("-created_at", 2)],
)
def test_the_order_is_chosen_in_the_address(alice, order, first):
    videos = [
        alice.keep_clip(duration=seconds, title=title)
        for seconds, title in ((5, "C"), (9, "B"), (6, "A"))
    ]
    assert tiles(alice, f"?order={order}")[0] == str(videos[first].pk)


def test_older_clips_come_by_a_link_without_doubles_or_gaps(alice, monkeypatch):
    monkeypatch.setattr("generations.web.wall.SIZE", 2)
    videos = [alice.keep_clip(prompt="Boat") for _ in range(5)]
    seen, more = [], ["?search=boat"]
    while more:
        page = alice.see(f"/gallery/{more[0]}")
        seen += re.findall(r'id="tile-([^"]+)"', page.text)
        more = [a for a in Page(page.text).addresses if "cursor=" in a]
    assert seen == [str(video.pk) for video in reversed(videos)]


@pytest.mark.parametrize(
    "query",
    [
        "?cursor=nonsense",
        "?order=nonsense&kind=nonsense&favourite=maybe",
        "?search=%00&model=%00",
        "?search=" + "x" * 5000,
        "?cursor=" + "W10",
    ],
)
def test_an_odd_address_shows_something_and_breaks_nothing(alice, query):
    alice.keep_clip()
    assert alice.see(f"/gallery/{query}").status_code == 200


def test_a_cursor_that_is_not_known_says_so(alice):
    alice.keep_clip()
    assert "not known any more" in alice.see("/gallery/?cursor=nonsense").text


def test_jobs_under_way_sit_in_the_wall_until_one_searches(alice):
    job = alice.ask()
    assert str(job.pk) in alice.see("/gallery/").text
    assert str(job.pk) not in alice.see("/gallery/?search=boat").text


def test_the_trash_shows_what_is_in_it_and_how_to_get_it_back(alice):
    gone, kept = alice.keep_clip(), alice.keep_clip()
    trash_video(gone)
    assert tiles(alice) == [str(kept.pk)]
    assert tiles(alice, "?trashed=true") == [str(gone.pk)]
    assert f"/videos/{gone.pk}/restore/" in alice.see("/gallery/?trashed=true").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Make your first clip"),
        ("?search=nothing", "has “<bdi>nothing</bdi>”"),
        ("?favourite=true", "No clip passes these filters."),
        ("?trashed=true", "The trash is empty"),
    ],
)
def test_an_empty_wall_says_what_to_do(alice, query, words):
    assert words in alice.see(f"/gallery/{query}").text


def test_the_page_keeps_to_the_policy_and_its_own_origin(alice):
    alice.keep_clip(prompt='<b onclick="x">"quoted"</b>')
    page = Page(alice.see("/gallery/").text)
    assert page.inline == []
    assert all(a.startswith(("/", "#", "?")) for a in page.addresses)


def test_more_clips_cost_no_more_queries(alice):
    alice.keep_clip()
    few = alice.queries_of("/gallery/")
    for _ in range(6):
        alice.keep_clip()
    assert alice.queries_of("/gallery/") == few <= 9
