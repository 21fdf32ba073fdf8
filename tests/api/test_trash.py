"""What lies in the trash, and what is taken out of it at the last moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from generations.models import Video
from generations.services import trash

from .caller import Caller


@pytest.fixture
def old_in_trash(alice: Caller) -> Video:
    clip = alice.keep_clip()
    long_ago = timezone.now() - timedelta(days=400)
    Video.objects.filter(pk=clip.pk).update(trashed_at=long_ago)
    return Video.objects.get(pk=clip.pk)


def test_what_lay_there_long_enough_is_removed(old_in_trash: Video):
    assert trash.empty_old_trash() == 1
    assert not Video.objects.filter(pk=old_in_trash.pk).exists()


def test_a_clip_restored_while_the_trash_is_emptied_stays(
    alice: Caller, old_in_trash: Video
):
    assert alice.post(f"videos/{old_in_trash.pk}/restore/").status_code == 200
    trash.remove_video(old_in_trash)  # as it was read before
    assert Video.objects.kept().filter(pk=old_in_trash.pk).exists()


def test_a_clip_put_there_anew_is_not_taken_for_the_old_one(old_in_trash: Video):
    Video.objects.filter(pk=old_in_trash.pk).update(trashed_at=timezone.now())
    trash.remove_video(old_in_trash)
    assert Video.objects.trashed().filter(pk=old_in_trash.pk).exists()
