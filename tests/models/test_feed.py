"""The feed tells everything once, in an order that skips nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.utils import timezone

from generations.models import Change, Feed, ObjectType, uuid7
from generations.models.feed import TOMBSTONES_KEPT
from generations.services import feed


def record(owner: Any, *ids: Any, deleted: bool = False) -> None:
    Change.objects.record(owner.pk, ObjectType.VIDEO, ids, deleted=deleted)


def test_an_object_stands_in_the_feed_once_at_its_newest_place(alice: Any) -> None:
    first, second = uuid7(), uuid7()
    record(alice, first)
    record(alice, second)
    record(alice, first)
    told = [change.object_id for change in feed.page(alice.pk, "", 10).changes]
    assert told == [second, first]


def test_pages_join_without_gap_or_repeat(alice: Any) -> None:
    ids = [uuid7() for _ in range(7)]
    record(alice, *ids)
    seen, cursor, more = [], "", True
    while more:
        page = feed.page(alice.pk, cursor, 3)
        seen += [change.object_id for change in page.changes]
        cursor, more = page.cursor, page.more
    assert seen == ids


def test_an_object_that_moves_while_it_is_read_is_told_again(alice: Any) -> None:
    ids = [uuid7() for _ in range(4)]
    record(alice, *ids)
    page = feed.page(alice.pk, "", 2)
    record(alice, ids[0])
    rest = feed.page(alice.pk, page.cursor, 10).changes
    assert [change.object_id for change in rest] == [ids[2], ids[3], ids[0]]


def test_a_full_copy_leaves_deletions_out_and_a_cursor_tells_them(alice: Any) -> None:
    kept, gone = uuid7(), uuid7()
    record(alice, kept, gone)
    before = feed.page(alice.pk, "", 10).cursor
    record(alice, gone, deleted=True)
    full = feed.page(alice.pk, "", 10).changes
    later = feed.page(alice.pk, before, 10).changes
    assert [change.object_id for change in full] == [kept]
    assert [(change.object_id, change.deleted) for change in later] == [(gone, True)]


def test_people_have_feeds_of_their_own(alice: Any) -> None:
    bob = get_user_model().objects.create_user("bob@example.com", "secret")
    record(alice, uuid7())
    assert feed.page(bob.pk, "", 10).changes == []


def test_a_cursor_from_before_a_swept_deletion_is_too_old(alice: Any) -> None:
    record(alice, uuid7())
    old = feed.page(alice.pk, "", 10).cursor
    record(alice, uuid7(), deleted=True)
    new = feed.page(alice.pk, old, 10).cursor
    with time_machine.travel(timezone.now() + TOMBSTONES_KEPT + timedelta(days=1)):
        assert Change.objects.sweep(timezone.now()) == 1
    with pytest.raises(feed.CursorTooOld):
        feed.page(alice.pk, old, 10)
    assert feed.page(alice.pk, new, 10).changes == []


def test_a_full_copy_goes_on_past_numbers_whose_deletions_were_swept(
    alice: Any,
) -> None:
    """Objects to which nothing happens keep numbers below those of old deletions."""
    kept = [uuid7() for _ in range(4)]
    record(alice, *kept)
    record(alice, uuid7(), deleted=True)
    with time_machine.travel(timezone.now() + TOMBSTONES_KEPT + timedelta(days=1)):
        Change.objects.sweep(timezone.now())
    seen, cursor, more = [], "", True
    while more:
        page = feed.page(alice.pk, cursor, 2)
        seen += [change.object_id for change in page.changes]
        cursor, more = page.cursor, page.more
    assert seen == kept
    assert feed.page(alice.pk, cursor, 2).changes == []


def test_a_full_copy_that_began_before_a_swept_deletion_is_too_old(alice: Any) -> None:
    record(alice, *[uuid7() for _ in range(4)])
    begun = feed.page(alice.pk, "", 2).cursor
    record(alice, uuid7(), deleted=True)
    with time_machine.travel(timezone.now() + TOMBSTONES_KEPT + timedelta(days=1)):
        Change.objects.sweep(timezone.now())
    with pytest.raises(feed.CursorTooOld):
        feed.page(alice.pk, begun, 2)


def test_a_cursor_from_another_life_of_the_database_is_too_old(alice: Any) -> None:
    record(alice, uuid7())
    cursor = feed.page(alice.pk, "", 10).cursor
    Feed.objects.filter(user=alice).update(epoch="restored")
    with pytest.raises(feed.CursorTooOld):
        feed.page(alice.pk, cursor, 10)


@pytest.mark.parametrize(
    "cursor", ["x", "1", ".", "a.b", "é.1", "a.-1", "a." + "9" * 40]
)
def test_what_is_no_cursor_is_said_to_be_none(alice: Any, cursor: str) -> None:
    with pytest.raises(feed.CursorUnreadable):
        feed.page(alice.pk, cursor, 10)
