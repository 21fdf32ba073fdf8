"""What a clip may become is told with it, in the words that a request would meet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from generations.capability.reading.fields import FIELDS
from generations.services.offered import MADE
from generations.services.trash import trash_video

from .caller import Caller

LATER: dict[str, Any] = {"model": "v2.6", "mode": "pro"}
OLD: dict[str, Any] = {"model": "v1.6", "mode": "std"}
OFFERED = [name for name, (kind, _) in MADE.items() if kind in FIELDS]


def actions(who: Caller, **columns: Any) -> tuple[str, dict[str, Any]]:
    video = who.keep_clip(pictures=False, **columns)
    return str(video.pk), who.get(f"videos/{video.pk}/").json()["actions"]


def refusal(who: Caller, video: str) -> str:
    """Return what a request to extend a clip is told."""
    answer = who.post(f"videos/{video}/extend/")
    assert answer.status_code == 400
    item = answer.json()["errors"][0]
    assert item["field"] == "video"
    remedy = item["remedy"]["text"] if item["remedy"] else ""
    return f"{item['detail']} {remedy}".strip()


def test_a_clip_of_v1_6_may_become_anything_until_it_ends_upstream(alice: Caller):
    video, found = actions(alice, **OLD)
    until = alice.get(f"videos/{video}/").json()["upstream_expires_at"]
    for name in set(OFFERED) - {"continue"}:
        assert found[name] == {"allowed": True, "reason": None, "until": until}
    assert found["continue"] == {"allowed": True, "reason": None, "until": None}


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        (LATER, "not_extendable"),
        (OLD | {"kind": "multi_image2video"}, "not_extendable"),
        (OLD | {"duration": Decimal(178)}, "too_long_chain"),
    ],
)
def test_what_cannot_be_extended_says_why_as_a_request_would(
    alice: Caller, columns: dict[str, Any], code: str
):
    video, found = actions(alice, **columns)
    assert found["extend"]["allowed"] is False
    assert found["extend"]["until"] is None
    assert found["extend"]["reason"]["code"] == code
    assert found["extend"]["reason"]["text"] == refusal(alice, video)
    assert found["continue"]["allowed"] is True


@pytest.mark.skipif("lip_sync" not in FIELDS, reason="nothing is synced yet")
def test_a_clip_too_long_for_faces_is_not_synced(alice: Caller):
    _, found = actions(alice, **OLD, duration=Decimal("60.5"))
    assert found["lip_sync"]["reason"]["code"] == "too_long_for_faces"


def test_a_clip_in_the_trash_becomes_nothing(alice: Caller):
    video = alice.keep_clip(pictures=False, **OLD)
    trash_video(video)
    found = alice.get(f"videos/{video.pk}/").json()["actions"]
    assert {found[name]["reason"]["code"] for name in OFFERED} == {"in_trash"}
    assert found["extend"]["reason"]["text"] == refusal(alice, str(video.pk))


def test_what_was_made_in_rehearsal_becomes_nothing_live(alice: Caller):
    video = alice.keep_clip(pictures=False, **OLD)
    with override_settings(SANDBOX=False):
        found = alice.get(f"videos/{video.pk}/").json()["actions"]
    told = {found[name]["reason"]["code"] for name in OFFERED}
    assert told == {"sandbox_mismatch"}


def test_time_alone_changes_no_answer(alice: Caller):
    """A client's copy stays good: past `until` it knows by itself."""
    ends = timezone.now() + timedelta(hours=1)
    video = alice.keep_clip(pictures=False, **OLD, upstream_expires_at=ends)
    before = alice.get(f"videos/{video.pk}/").json()["actions"]
    with time_machine.travel(ends + timedelta(seconds=1)):
        assert alice.get(f"videos/{video.pk}/").json()["actions"] == before
        assert "no longer at the gateway" in refusal(alice, str(video.pk))
