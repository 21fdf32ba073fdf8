from __future__ import annotations

import pytest

from generations.models import Video
from generations.services.offered import facts_of, offered

from .pages import Page


def at(video, act=""):
    return f"/videos/{video.pk}/{act}{'/' if act else ''}"


def test_a_clip_shows_what_it_was_made_with_and_plays(alice):
    video = alice.keep_clip()
    page = alice.see(at(video))
    assert page.status_code == 200
    for words in ("v2.5-turbo", "1280", "1.50", video.prompt):
        assert words in page.text
    [player] = [
        a for a in Page(page.text).addresses if "/file?" in a and "down" not in a
    ]
    assert b"".join(alice.client.get(player).streaming_content)


def test_its_addresses_stay_on_the_pages_own_origin(alice):
    page = Page(alice.see(at(alice.keep_clip())).text)
    assert all(a.startswith(("/", "#")) for a in page.addresses)
    assert page.inline == []


def test_closed_actions_stand_there_with_the_reason_that_the_api_gives(alice):
    video = alice.keep_clip()
    page = alice.see(at(video)).text.replace("&#x27;", "'")
    for action in offered().actions(facts_of(video), None).values():
        if not action["allowed"]:
            assert action["reason"]["text"] in page
    assert page.count('aria-disabled="true"') == 3


def test_reuse_leads_to_the_form_filled(alice):
    video = alice.keep_clip()
    link = f"/create/text2video/?from={video.generation_id}"
    assert link in Page(alice.see(at(video)).text).addresses
    assert video.prompt in alice.see(link).text


def test_a_title_and_a_note_are_kept(alice):
    video = alice.keep_clip()
    answer = alice.send(
        at(video, "edit"), title="Boat", note="For the intro\nof part 2"
    )
    video.refresh_from_db()
    assert answer.url == at(video)
    assert (video.title, video.note) == ("Boat", "For the intro\nof part 2")


@pytest.mark.parametrize("words", [{"title": "x" * 201}, {"note": "x" * 5001}])
def test_words_that_are_too_long_are_refused_beside_their_field(alice, words):
    video = alice.keep_clip()
    answer = alice.send(at(video, "edit"), **words)
    video.refresh_from_db()
    assert (answer.status_code, video.title, video.note) == (400, "", "")
    assert "errorlist" in answer.text


def test_a_favourite_is_marked_and_unmarked(alice):
    video = alice.keep_clip()
    for sent, kept in (("on", True), ("off", False)):
        alice.send(at(video, "favourite"), favourite=sent)
        video.refresh_from_db()
        assert video.favourite is kept


def test_a_clip_goes_to_the_trash_comes_back_and_goes_for_good(alice):
    video = alice.keep_clip()
    alice.send(at(video, "trash"))
    assert "In the trash since" in alice.see(at(video)).text
    alice.send(at(video, "restore"))
    assert "In the trash since" not in alice.see(at(video)).text
    alice.send(at(video, "remove"))
    assert Video.objects.filter(pk=video.pk).exists()
    for act in ("trash", "remove"):
        alice.send(at(video, act))
    assert not Video.objects.filter(pk=video.pk).exists()


@pytest.mark.parametrize("act", ["", "edit", "favourite", "trash", "restore", "remove"])
def test_another_persons_clip_is_not_there(alice, bob, act):
    video = alice.keep_clip()
    ask = bob.send if act else bob.see
    assert ask(at(video, act)).status_code == 404


def test_an_address_without_a_clip_is_not_found(alice):
    assert alice.see("/videos/no-id/").status_code == 404
