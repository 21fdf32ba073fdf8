from __future__ import annotations

import json
from threading import Event

import pytest
from django.db import OperationalError, transaction

from generations.api.events import hub, listener, stretches
from generations.api.events import streams as streams_module
from generations.api.records import records
from generations.models import Change, Feed, ObjectType, uuid7
from generations.services.edit import edit_generation
from tests.engine.studio import ask

from .streaming import until

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def remove(user, count=1):
    """Note deletions in a person's feed: the cheapest changes there are."""
    ids = [uuid7() for _ in range(count)]
    Change.objects.record(user.pk, ObjectType.VIDEO, ids, deleted=True)
    return [str(pk) for pk in ids]


def cursor_of(user):
    feed = Feed.of(user.pk)
    return f"{feed.epoch}.{feed.last}"


def test_a_stream_says_hello_at_once_and_opens_every_proxy(streams, alice):
    reader = streams.open(alice.token)
    hello = "\n".join(reader.blocks(1))
    assert reader.status == 200
    assert reader.headers["content-type"].startswith("text/event-stream")
    assert reader.headers["cache-control"] == "no-cache"
    assert reader.headers["x-accel-buffering"] == "no"
    assert not {"content-length", "content-encoding", "etag"} & set(reader.headers)
    assert "retry: 2000" in hello
    assert any(line.startswith(":") for line in hello.splitlines())


def test_a_change_is_told_as_changes_tells_it(streams, alice, client):
    reader = streams.open(alice.token)
    generation = ask(alice.user)
    (event,) = reader.events(1)
    answer = client.get(
        "/api/v1/changes/", headers={"authorization": f"Bearer {alice.token}"}
    ).json()
    (record,) = answer["changes"]
    if event.id != answer["cursor"]:  # the line's own news may come first
        (event,) = reader.events(1)
    assert event.name == "generation"
    assert event.id == answer["cursor"]
    assert event.data["id"] == str(generation.pk)
    assert _without_queue(event.data) == _without_queue(record)


def _without_queue(record):
    """Leave out the range of starts, which goes with the clock."""
    return {**record, "object": {**record["object"], "queue": None}}


def test_nobody_hears_of_others(streams, alice, bob):
    reader = streams.open(bob.token)
    ask(alice.user)
    (mine,) = remove(bob.user)
    (event,) = reader.events(1)
    assert event.data["id"] == mine
    assert event.data["deleted"] is True
    assert event.data["object"] is None


def test_every_tab_of_a_person_hears_while_the_feed_is_read_once(
    streams, alice, monkeypatch
):
    asked = []

    def counted(changes):
        asked.extend(changes)
        return records(changes)

    monkeypatch.setattr(stretches, "records", counted)
    readers = [streams.open(alice.token) for _ in range(5)]
    remove(alice.user, 3)
    told = [[event.data["id"] for event in reader.events(3)] for reader in readers]
    assert told[1:] == told[:-1]
    assert len(asked) == 3


def test_without_a_cursor_it_starts_from_now(streams, alice):
    remove(alice.user, 2)
    reader = streams.open(alice.token)
    (later,) = remove(alice.user)
    assert reader.events(1)[0].data["id"] == later


def test_an_empty_cursor_tells_everything_first(streams, alice):
    before = remove(alice.user, 2)
    Feed.objects.update(floor=1)
    reader = streams.open(alice.token, query="since=")
    after = remove(alice.user)
    assert [event.data["id"] for event in reader.events(3)] == [*before, *after]


def test_a_reader_who_lost_the_line_goes_on_where_they_were(streams, alice):
    first, second, third = remove(alice.user, 3)
    reader = streams.open(alice.token, query=f"since={Feed.of(alice.user.pk).epoch}.0")
    told = reader.events(2)
    assert [event.data["id"] for event in told] == [first, second]
    reader.leave()
    (fourth,) = remove(alice.user)
    again = streams.open(alice.token, last_event_id=told[-1].id)
    assert [event.data["id"] for event in again.events(2)] == [third, fourth]


def test_last_event_id_wins_over_since(streams, alice):
    first, _ = remove(alice.user, 2)
    feed = Feed.of(alice.user.pk)
    reader = streams.open(
        alice.token, query=f"since={feed.epoch}.1", last_event_id=f"{feed.epoch}.0"
    )
    assert reader.events(1)[0].data["id"] == first


def test_a_long_absence_is_made_up_for_in_order_and_in_pages(
    streams, alice, monkeypatch
):
    monkeypatch.setattr(stretches, "PAGE", 10)
    missed = remove(alice.user, 35)
    reader = streams.open(alice.token, query=f"since={Feed.of(alice.user.pk).epoch}.0")
    told = reader.events(35)
    assert [event.data["id"] for event in told] == missed
    assert told[-1].id == cursor_of(alice.user)


def test_a_tab_that_catches_up_keeps_no_news_from_the_others(streams, alice):
    remove(alice.user, 3)
    live = streams.open(alice.token)
    late = streams.open(alice.token, query=f"since={Feed.of(alice.user.pk).epoch}.0")
    (news,) = remove(alice.user)
    assert live.events(1)[0].data["id"] == news
    assert late.events(4)[-1].data["id"] == news


def test_a_slow_reader_holds_up_nobody_and_hears_each_object_once(streams, alice):
    generation = ask(alice.user)
    slow, quick = streams.open(alice.token), streams.open(alice.token)
    slow.pause()
    for title in ("One", "Two", "Three", "Four"):
        edit_generation(generation, title=title)
        told = quick.events(1)
        while told[-1].data["object"]["title"] != title:
            told += quick.events(1)
    slow.resume()
    titles = [slow.events(1)[0].data["object"]["title"]]
    while titles[-1] != "Four":
        titles += [slow.events(1)[0].data["object"]["title"]]
    assert len(titles) <= 3


def test_a_reader_who_takes_nothing_is_let_go(streams, alice, monkeypatch):
    monkeypatch.setattr(streams_module, "STALLED", 0.05)
    reader = streams.open(alice.token)
    reader.blocks(1)
    reader.pause()
    remove(alice.user)
    until(lambda: reader._call.done())
    assert reader._call.exception() is None


def test_silence_is_broken_by_a_comment(streams, alice, monkeypatch):
    monkeypatch.setattr(listener, "SILENCE", 0.05)
    reader = streams.open(alice.token)
    _, first, second = reader.blocks(3)
    assert first == second == ":"


def test_a_stream_ends_by_itself_and_in_order(make_streams, alice):
    reader = make_streams(lifetime=0.2).open(alice.token)
    assert reader.ended()


def test_a_server_that_stops_lets_everyone_go_in_order(streams, alice, bob):
    readers = [streams.open(alice.token), streams.open(bob.token)]
    streams.app.stop_when(lambda: True)
    assert all(reader.ended() for reader in readers)


def test_nothing_is_asked_once_nobody_listens(streams, alice, monkeypatch):
    looks, heads = [], stretches.heads

    def counted(ids):
        looks.append(list(ids))
        return heads(ids)

    monkeypatch.setattr(stretches, "heads", counted)
    monkeypatch.setattr(hub, "INTERVAL", 0.01)
    reader = streams.open(alice.token)
    until(lambda: len(looks) > 2)
    reader.leave()
    poller = streams.app._hub._poller
    until(poller.done)
    assert all(ids == [alice.user.pk] for ids in looks)
    again = streams.open(alice.token)
    remove(alice.user)
    assert again.events(1)


def test_a_database_that_fails_for_a_while_ends_no_stream(streams, alice, monkeypatch):
    monkeypatch.setattr(hub, "PAUSE", 0.01)
    faults = [OperationalError("gone")] * 3
    heads = stretches.heads

    def failing(ids):
        if faults:
            raise faults.pop()
        return heads(ids)

    monkeypatch.setattr(stretches, "heads", failing)
    reader = streams.open(alice.token)
    (told,) = remove(alice.user)
    assert reader.events(1)[0].data["id"] == told
    assert not faults


def test_what_cannot_be_told_ends_only_the_streams_it_concerns(
    streams, alice, bob, monkeypatch
):
    def broken(changes):
        assert all(change.user_id != alice.user.pk for change in changes), "a bug"
        return records(changes)

    monkeypatch.setattr(stretches, "records", broken)
    hers, his = streams.open(alice.token), streams.open(bob.token)
    remove(alice.user)
    assert hers.ended()
    (told,) = remove(bob.user)
    assert his.events(1)[0].data["id"] == told


@pytest.mark.parametrize(
    "history", [{"epoch": "0ther"}, {"last": 0}, {"floor": 9, "last": 9}]
)
def test_a_restored_backup_ends_the_streams_of_the_history_it_lost(
    streams, alice, history
):
    remove(alice.user)
    reader = streams.open(alice.token)
    cursor = cursor_of(alice.user)
    Feed.objects.filter(user_id=alice.user.pk).update(**history)
    assert reader.ended()
    assert streams.open(alice.token, last_event_id=cursor).status == 410


def test_a_reader_who_comes_while_the_feed_is_read_misses_nothing(
    streams, alice, monkeypatch
):
    missed = remove(alice.user, 3)
    reading, go_on, read = Event(), Event(), stretches.stretches

    def slowly(spans):
        reading.set()
        go_on.wait(5)
        return read(spans)

    monkeypatch.setattr(stretches, "stretches", slowly)
    streams.open(alice.token)
    (news,) = remove(alice.user)
    assert reading.wait(5)
    late = streams.open(alice.token, query=f"since={Feed.of(alice.user.pk).epoch}.0")
    go_on.set()
    assert [event.data["id"] for event in late.events(4)] == [*missed, news]


def test_what_is_sent_has_no_line_breaks_of_its_own(streams, alice):
    generation = ask(alice.user)
    reader = streams.open(alice.token)
    edit_generation(generation, title="One\u2028two")
    block = next(b for b in reader.blocks(2) if b.startswith("id: "))
    lines = block.split("\n")
    assert [line.partition(":")[0] for line in lines] == ["id", "event", "data"]
    assert json.loads(lines[2].removeprefix("data: "))["id"] == str(generation.pk)
