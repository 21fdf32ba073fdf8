"""A file brought on the create page comes back as a pick, like the earlier ones."""

from __future__ import annotations

import re
from html import unescape
from json import loads
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from generations.models import Asset, Purpose
from generations.web import uploads
from generations.web.picks import wave
from tests.media.clips import make_clip
from tests.media.ingest.drawings import four_corners, gradient, saved
from tests.media.ingest.tones import make_tone

from .pages import Page
from .visitor import Visitor, signed_in

HERE = "/uploads/"
GOOD = saved(four_corners(), "PNG")


def bring(alice: Visitor, data: bytes, name: str = "a.png", **parts: Any) -> Any:
    form = {"file": SimpleUploadedFile(name, data), "purpose": "image", **parts}
    return alice.browser.post(HERE, form)


def picks(answer: Any) -> list[str]:
    """Return the ids that can be chosen."""
    return re.findall(r'data-pick="([^"]+)"', answer.text)


def test_what_is_brought_is_the_chosen_pick_of_its_field(alice: Visitor):
    answer = bring(alice, GOOD, "boat & sea.png", slot="image_tail")
    assert answer.status_code == 201
    [asset] = Asset.objects.visible_to(alice.user)
    assert picks(answer) == [str(asset.pk)]
    assert 'name="image_tail"' in answer.text
    assert "checked" in answer.text
    assert "boat &amp; sea.png" in answer.text
    assert "480 × 320" in answer.text  # noqa: RUF001 - as printed
    page = Page(answer.text)
    assert page.inline == []
    assert all(address.startswith("/api/v1/assets/") for address in page.addresses)
    for address in page.addresses:
        assert b"".join(Client().get(address))


def test_a_frame_of_ones_own_clip_is_a_pick_too(alice: Visitor, tmp_path: Any):
    film = make_clip(tmp_path / "a.mp4", seconds=1, size=(400, 320)).read_bytes()
    clip = alice.keep_clip(content=film, size=len(film))
    for time in ("0.5", ""):
        answer = alice.send(HERE, video=str(clip.pk), time=time)
        assert answer.status_code == 201
    assert Asset.objects.filter(source_video=clip).count() == 2
    assert alice.send(HERE, video=str(clip.pk), time="soon").status_code == 400
    assert alice.send(HERE, video="x", time="nan").status_code == 400


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        (b"hello", 415, "no picture of a kind"),
        (b"", 400, "empty"),
        (saved(gradient(1200, 300), "PNG"), 400, "too wide"),
    ],
)
def test_what_is_refused_is_told_in_words(
    alice: Visitor, data: bytes, status: int, told: str
):
    answer = bring(alice, data)
    assert answer.status_code == status
    assert told in answer.text
    assert Page(answer.text).inline == []
    assert not Asset.objects.exists()


def test_a_way_out_is_a_button_with_what_it_sets(alice: Visitor):
    wide = saved(gradient(1200, 300), "PNG")
    [ways] = re.findall(r'data-upload-set="([^"]+)"', bring(alice, wide).text)
    crop = loads(unescape(ways))["crop"]
    answer = bring(alice, wide, crop=str(crop).replace("'", '"'))
    assert answer.status_code == 201
    assert "750 × 300" in answer.text  # noqa: RUF001 - as printed


def test_a_form_without_its_token_brings_nothing(alice: Visitor):
    strict = signed_in(alice.user, enforce_csrf_checks=True)
    form = {"file": SimpleUploadedFile("a.png", GOOD), "purpose": "image"}
    assert strict.post(HERE, form).status_code == 403
    assert not Asset.objects.exists()


def test_whoever_is_outside_is_sent_to_sign_in(client: Client, db: None):
    for answer in (client.get(HERE), client.post(HERE)):
        assert answer.status_code == 302
        assert "/account/login/" in answer.headers["Location"]


def test_earlier_uploads_are_ones_own_of_the_fields_purpose(
    alice: Visitor, bob: Visitor
):
    bob.keep_upload()
    first, mask, second = (alice.keep_upload() for _ in range(3))
    Asset.objects.filter(pk=mask.pk).update(purpose=Purpose.MASK)
    wanted = [str(second.pk), str(first.pk)]
    assert picks(alice.see(HERE)) == wanted
    assert picks(alice.see(f"{HERE}?slot=image_list")) == wanted
    assert picks(alice.see(f"{HERE}?slot=static_mask")) == [str(mask.pk)]
    assert "No sounds yet" in alice.see(f"{HERE}?slot=audio").text
    assert picks(alice.see(f"{HERE}?slot=%00<b>&cursor=%00")) == wanted
    assert 'type="checkbox"' in alice.see(f"{HERE}?slot=image_list").text


def test_older_uploads_come_by_a_link(alice: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "SIZE", 2)
    wanted = {str(alice.keep_upload().pk) for _ in range(5)}
    address, seen = HERE, []
    while address:
        page = alice.see(address)
        seen += picks(page)
        more = re.search(r'href="([^"]+)"', page.text)
        address = unescape(more[1]) if more else ""
    assert len(seen) == 5
    assert set(seen) == wanted


def test_a_live_studio_shows_no_uploads_of_a_rehearsal(alice: Visitor):
    alice.keep_upload()
    with override_settings(SANDBOX=False):
        assert picks(alice.see(HERE)) == []


def test_a_sound_shows_its_wave(alice: Visitor, tmp_path: Any):
    sound = make_tone(tmp_path / "a.wav", seconds=2.5).read_bytes()
    answer = bring(alice, sound, "voice.wav", purpose="audio", slot="audio")
    assert answer.status_code == 201
    assert "<path d=" in answer.text
    assert "2.5 s" in answer.text


def test_a_wave_is_as_high_as_it_is_loud():
    drawn = wave([0] * 200 + [255] * 200)
    assert drawn.count("M") == 50
    assert drawn.startswith("M1 19v2")
    assert drawn.endswith("M99 0v40")
    assert wave([]) == ""


def test_a_page_of_picks_costs_the_same_however_many_there_are(alice: Visitor):
    alice.keep_upload()
    few = alice.queries_of(HERE)
    for _ in range(5):
        alice.keep_upload()
    assert alice.queries_of(HERE) == few <= 3
