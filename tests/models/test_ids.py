from __future__ import annotations

import time

import pytest

from generations.models import ids, uuid7


def test_ids_rise_and_are_version_7() -> None:
    made_ids = [uuid7() for _ in range(5000)]
    assert made_ids == sorted(made_ids)
    assert len(set(made_ids)) == len(made_ids)
    assert {(made.version, made.variant) for made in made_ids} == {
        (7, "specified in RFC 4122")
    }


def test_an_id_tells_the_millisecond_it_was_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ids, "_last", 0)  # the clock of a test before may have jumped
    before = time.time_ns() // 1_000_000
    made = uuid7().int >> 80
    assert before <= made <= before + 1000
