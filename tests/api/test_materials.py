"""What the rules are told of a person's objects, and of nobody else's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.test import override_settings
from django.utils import timezone

from generations.models import Asset, GatewayAccount, Purpose, Video
from generations.services.materials import OwnMaterials
from generations.services.trash import trash_video

from .caller import Caller


def test_uploads_are_told_as_they_are_kept(alice: Caller):
    kept, clip = alice.keep_upload(), alice.keep_clip()
    Asset.objects.filter(pk=kept.pk).update(source_video=clip)
    known = OwnMaterials(alice.id)
    found = known.materials([str(kept.pk), "0192f0c0-0000-7000-8000-000000000000"])
    assert list(found) == [str(kept.pk)]
    told = found[str(kept.pk)]
    assert (told.purpose, told.width, told.height) == ("image", 480, 320)
    assert (told.sandbox, told.from_clip) == (True, str(clip.pk))


def test_a_sound_is_told_with_its_length(alice: Caller):
    kept = alice.keep_upload()
    Asset.objects.filter(pk=kept.pk).update(
        purpose=Purpose.AUDIO, width=None, height=None, duration=Decimal("4.250")
    )
    told = OwnMaterials(alice.id).materials([str(kept.pk)])[str(kept.pk)]
    assert (told.purpose, told.width, told.duration) == ("audio", None, Decimal("4.25"))


def test_what_is_anothers_or_removed_is_not_there(alice: Caller, bob: Caller):
    theirs, clip, gone = bob.keep_upload(), bob.keep_clip(), alice.keep_upload()
    alice.delete(f"assets/{gone.pk}/")
    known = OwnMaterials(alice.id)
    assert known.materials([str(theirs.pk), str(gone.pk)]) == {}
    assert known.clip(str(clip.pk)) is None


def test_a_clip_is_told_with_what_it_was_made_by(alice: Caller):
    clip = alice.keep_clip()
    told = OwnMaterials(alice.id).clip(str(clip.pk))
    assert told is not None
    assert (told.kind, told.model, told.mode) == ("text2video", "v2.5-turbo", "std")
    assert told.duration == told.chain_seconds == Decimal("5.042")
    assert told.upstream_until == clip.upstream_expires_at
    assert not told.trashed
    trash_video(clip)
    again = OwnMaterials(alice.id).clip(str(clip.pk))
    assert again is not None
    assert again.trashed


def test_a_clip_without_a_name_at_the_gateway_has_no_copy_there(alice: Caller):
    clip = alice.keep_clip()
    Video.objects.filter(pk=clip.pk).update(upstream_id=clip.sha256)
    told = OwnMaterials(alice.id).clip(str(clip.pk))
    assert told is not None
    assert told.upstream_until is None


def test_the_terms_are_those_of_the_studio_now(alice: Caller):
    assert OwnMaterials(alice.id).sandbox is True
    assert OwnMaterials(alice.id).audition is False
    GatewayAccount.objects.update(audition_path="audio")
    assert OwnMaterials(alice.id).audition is True
    with override_settings(SANDBOX=False):
        assert OwnMaterials(alice.id).sandbox is False
        assert OwnMaterials(alice.id).audition is False
    assert timezone.now() - OwnMaterials(alice.id).now < timedelta(minutes=1)
